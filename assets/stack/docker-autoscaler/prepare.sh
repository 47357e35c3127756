prepare() {
  log info 'installing the plugin'
  try gitlab-runner fleeting install >/dev/null 2>&1 ||
    fail 'no plugin: registry.gitlab.com must be reachable from these subnets, or the image must contain it'
  aws_api autoscaling -d "Action=SuspendProcesses&AutoScalingGroupName=$GLFR_EXECUTOR_GROUP&ScalingProcesses.member.1=AZRebalance&Version=2011-01-01" >/dev/null ||
    log warning "cannot suspend AZRebalance of $GLFR_EXECUTOR_GROUP, it may end executors that run jobs"
}
