# Prepares the manager, runs gitlab-runner, and lets no stop or redeploy of this task kill a job.
set -u
umask 077
etc=${GLFR_ETC:-/etc/gitlab-runner}
export CONFIG_FILE="$etc/config.toml"
poll=${GLFR_POLL_SECONDS:-3}
runner_url=http://127.0.0.1:9252

log() { # level message; in the form of the runner's own lines
  printf '{"level":"%s","msg":"glfr: %s","time":"%s"}\n' "$1" "$2" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >&2
}
fail() {
  log fatal "$1"
  exit 1
}
fetch() { curl -fsS --max-time 5 "$@" 2>/dev/null; }
json() { # key json; the value of the key, a string
  printf '%s' "$2" | tr -d '\n' | sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"
}

# The image has no AWS CLI, but curl signs. Credentials go in by stdin, out of sight of ps.
aws_api() { # service curl-options...; the last one may be another host's prefix
  service=$1
  shift
  [ -n "${AWS_CONTAINER_CREDENTIALS_RELATIVE_URI:-}" ] || return 1
  keys=$(fetch "http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || return 1
  printf 'user = "%s:%s"\nheader = "X-Amz-Security-Token: %s"\n' \
    "$(json AccessKeyId "$keys")" "$(json SecretAccessKey "$keys")" "$(json Token "$keys")" |
    fetch -K - --aws-sigv4 "aws:amz:$AWS_REGION:${service#api.}" "$@" "https://$service.$AWS_REGION.$GLFR_AWS_DOMAIN/"
}
json_api() { # service target operation body
  aws_api "$1" -H 'Content-Type: application/x-amz-json-1.1' -H "X-Amz-Target: $2.$3" -d "$4"
}
ecs_api() { json_api ecs AmazonEC2ContainerServiceV20141113 "$@"; }

write_files() {
  mkdir -p "$etc/certs" && rm -f "$CONFIG_FILE" && printf '%s\n' "$GLFR_CONFIG" >"$CONFIG_FILE" || return
  [ -z "$GLFR_CA" ] || printf '%s' "$GLFR_CA" | base64 -d >"$etc/certs/ca.crt" || return
  [ -z "${SSH_KEY:-}" ] || printf '%s\n' "$SSH_KEY" >"$etc/key.pem" || return
  [ -z "$GLFR_HOSTS" ] || printf '%s\n' "$GLFR_HOSTS" >>"${GLFR_HOSTS_FILE:-/etc/hosts}" || return
  unset SSH_KEY
}

try() { # command...; a few times, a signal ends it
  for _ in 1 2 3 4 5; do
    "$@" && return
    [ -z "$stopping" ] || exit 0
    sleep "$poll"
  done
  return 1
}

# With it, jobs may name images of the account's ECR. A login lasts twelve hours.
registry_login() {
  [ -n "$GLFR_ECR" ] && [ $(($(date +%s) - login_at)) -ge 21600 ] || return 0
  login_at=$(date +%s)
  if command -v docker-credential-ecr-login >/dev/null; then
    config="{\"credHelpers\":{\"$GLFR_ECR\":\"ecr-login\"}}"
  else
    reply=$(json_api api.ecr AmazonEC2ContainerRegistry_V20150921 GetAuthorizationToken '{}')
    auth=$(json authorizationToken "$reply")
    [ -n "$auth" ] || {
      log error 'no login to ECR, jobs cannot use its images; trying again in a minute'
      login_at=$((login_at - 21540))
      return
    }
    config="{\"auths\":{\"$GLFR_ECR\":{\"auth\":\"$auth\"}}}"
  fi
  # In one step: the runner reads it for every image, and passes over a half-written one.
  mkdir -p "$HOME/.docker" && printf '%s\n' "$config" >"$HOME/.docker/new" && mv "$HOME/.docker/new" "$HOME/.docker/config.json"
}

# include prepare.sh of the executor kind

# ECS replaces no protected task. Its longest term, renewed in time; without an answer all stays as it is.
protect_while_jobs_run() {
  [ -n "${ECS_AGENT_URI:-}" ] || return 0
  jobs=$(fetch "$runner_url/debug/jobs/list") || return 0
  now=$(date +%s)
  if [ -z "$jobs" ]; then
    [ "$protected" = true ] || return 0
    wanted=false body='{"ProtectionEnabled":false}'
  else
    [ "$protected" = false ] || [ $((now - protected_at)) -ge 3600 ] || return 0
    wanted=true body='{"ProtectionEnabled":true,"ExpiresInMinutes":2880}'
  fi
  case $(fetch -X PUT -H 'Content-Type: application/json' -d "$body" "$ECS_AGENT_URI/task-protection/v1/state") in
    *'"protection"'*)
      [ "$wanted" = "$protected" ] || log info "task protection: $wanted"
      protected=$wanted protected_at=$now refused=
      ;;
    *)
      # A refusal is an ordinary answer of the endpoint, with "failure" in it.
      [ -n "$refused" ] || log error "ECS did not set task protection to $wanted, a redeploy now may kill jobs"
      refused=yes
      ;;
  esac
}

find_deployment() { # the deployment that started this task, and its service
  task=$(json TaskARN "$(fetch "${ECS_CONTAINER_METADATA_URI_V4:-}/task")")
  cluster=${task#*:task/}
  cluster=${cluster%/*}
  [ -n "$task" ] && reply=$(ecs_api DescribeTasks "{\"cluster\":\"$cluster\",\"tasks\":[\"$task\"]}") || return 1
  ecs_service=$(json group "$reply")
  deployment=$(json startedBy "$reply")
  [ -n "$deployment" ]
}
superseded() { # another deployment is the primary one, or the service shall have no task; in doubt, no
  primary=$(ecs_api DescribeServices "{\"cluster\":\"$cluster\",\"services\":[\"${ecs_service#service:}\"]}" |
    tr -d ' \n' | tr '{' '\n' | grep '"status":"PRIMARY"')
  case $primary in
    *'"desiredCount":0'[!0-9]*) return 0 ;;
    *"\"$deployment\""*) return 1 ;;
    *'"id":"ecs-svc/'*) return 0 ;;
    *) return 1 ;;
  esac
}
watch_deployments() {
  if [ -z "$deployment" ] && ! find_deployment; then
    [ -n "$blind" ] || log warning 'cannot read the deployments of this service from ECS, a redeploy waits for an idle moment'
    blind=yes
  elif superseded; then
    log info 'superseded by a newer deployment: no new jobs, leaving when the last one ends'
    stopping=yes
  fi
}

# SIGQUIT until the runner says so: a signal may be lost while it starts, and a second one does no harm. What ECS told to
# stop it kills after 120 seconds, and GitLab would take the jobs for running for an hour more: so they are aborted before.
drain() {
  if [ -n "$told" ] && [ $(($(date +%s) - told)) -ge "${GLFR_ABORT_SECONDS:-75}" ]; then
    [ -z "$aborting" ] || return 0
    aborting=yes
    log warning 'ECS kills this task soon: the jobs that still run are aborted'
    kill -TERM "$runner" 2>/dev/null
  elif [ "$(fetch "$runner_url/debug/process/state")" != graceful-shutdown ]; then
    kill -QUIT "$runner" 2>/dev/null
  fi
}

stopping='' told='' aborting='' protected=false protected_at=0 refused='' deployment='' blind='' round=0 login_at=0
# SIGTERM would make the runner abort its jobs; it gets SIGQUIT whichever signal ECS sends.
trap 'stopping=yes told=${told:-$(date +%s)}' TERM INT QUIT

command -v curl >/dev/null || fail 'the image of the manager has no curl'
[ -n "${RUNNER_TOKEN:-}" ] || fail 'RUNNER_TOKEN is empty'
write_files || fail "cannot write to $etc"
registry_login
prepare

gitlab-runner run &
runner=$!
while kill -0 "$runner" 2>/dev/null; do
  protect_while_jobs_run
  registry_login
  [ -n "$stopping" ] || [ $((round % 5)) -ne 0 ] || watch_deployments
  round=$((round + 1))
  [ -z "$stopping" ] || drain
  sleep "$poll" &
  wait $!
done
wait "$runner"
status=$?
log info "gitlab-runner ended with status $status"
exit "$status"
