/**
 * Texts of the manager's log lines, as gitlab-runner 19.x writes them. Sources: commands/multi.go,
 * network/gitlab.go, common/build.go, executors/{internal/autoscaler,docker/machine,custom}/*.go @ d79f3e7b (19.4.0); lines of taskscaler
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
  machineFailed: 'Machine creation failed',
  machineMade: 'Created docker-machine',
  machineReused: 'Using existing docker-machine',
  machineBuildStarted: 'Starting docker-machine build...',
  machineBuildFinished: 'Finished docker-machine build',
  /** Followed by the error. */
  machineBuildBroken: 'Finished docker-machine build with error: ',
  machineCleanedUp: 'Cleaned up docker-machine',
  machineRemoval: 'Requesting machine removal',
  machineStopping: 'Stopping machine',
  machineStopFailed: 'Error while stopping machine',
  machineRemoving: 'Removing machine',
  machineRemoved: 'Machine removed',
  machinesShutDown: 'Shutting down docker+machine executor provider',
  machineDrainOff: 'Shutdown drain is disabled, skipping machine pool drain',
  machineDrainStarted: 'Starting machine pool drain',
  machineDrainEmpty: 'No machines to drain',
  machineDraining: 'Draining machine pool',
  machineDrained: 'Machine drained successfully',
  machineDrainEnded: 'Machine pool drain completed',

  /** The custom executor, once a job. */
  buildScriptRenamed:
    "Starting with version 17.0 the 'build_script' stage will be replaced with 'step_script': https://gitlab.com/groups/gitlab-org/-/epics/6112",
} as const;

/** GitLab refused the manager's token; known with a space before the word and without. */
export const isRefusal = (msg: string): boolean => /^Checking for jobs\.\.\.\s?forbidden/.test(msg);
