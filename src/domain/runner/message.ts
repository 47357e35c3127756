/**
 * Texts of the manager's log lines, as gitlab-runner 19.x writes them. Sources: commands/multi.go,
 * network/gitlab.go, common/build.go, executors/internal/autoscaler/*.go @ d79f3e7b (19.4.0); lines of taskscaler
 * and fleeting: hetznercloud/fleeting-plugin-hetzner's tutorial and gitlab-runner's docker_autoscaler.md.
 */
export const message = {
  runtimePlatform: 'Runtime platform',
  /** Followed by the path of config.toml and three dots. */
  starting: 'Starting multi-runner from ',
  systemMode: 'Running in system-mode.',
  systemIdCreated: 'Created missing unique system ID',
  usageLoggerDisabled: 'Usage logger disabled',
  configurationLoaded: 'Configuration loaded',
  metricsListening: 'Metrics server listening',
  metricsDisabled: 'listen_address not defined, metrics & debug endpoints disabled',
  sessionsDisabled: '[session_server].listen_address not defined, session endpoints disabled',
  initializingProviders: 'Initializing executor providers',
  gracefulShutdown: 'Starting graceful shutdown, waiting for builds to finish',
  forcefulShutdown: 'Starting forceful shutdown',
  workersStopped: 'All workers stopped.',
  shuttingDownProviders: 'Shutting down executor providers',
  providersShutDown: 'All executor providers shut down.',
  canExit: 'Can exit now!',

  jobReceived: 'Checking for jobs... received',
  updatingJob: 'Updating job...',
  submittedJob: 'Submitting job to coordinator...ok',
  appendedTrace: 'Appending trace to coordinator...ok',
  jobAdded: 'Added job to processing list',
  jobRemoved: 'Removed job from processing list',
  preparingInstance: 'Preparing instance...',
  dialingInstance: 'Dialing instance',
  jobSucceeded: 'Job succeeded',
  /** Followed by the error. */
  jobFailed: 'Job failed: ',
  /** Followed by the error. */
  jobSystemFailure: 'Job failed (system failure): ',

  pluginInitialized: 'plugin initialized',
  scalingChange: 'required scaling change',
  increasing: 'increasing instances',
  increasingResponse: 'increasing instances response',
  increaseUpdate: 'increase update',
  instanceDiscovery: 'instance discovery',
  instanceReady: 'instance is ready',
  instanceLost: 'instance unexpectedly removed',
  /** Unverified: the source of taskscaler and fleeting was out of reach; formed after `increasing instances`. */
  decreasing: 'decreasing instances',
  /** Unverified text; the error it carries is read in executors/internal/autoscaler/provider.go. */
  readyUpFailed: 'ready up preparation failed',

  machineCreated: 'Machine created',
  machineBuildStarted: 'Starting docker-machine build...',
  machineBuildFinished: 'Finished docker-machine build',
  machineRemoval: 'Requesting machine removal',
} as const;
