# What an earlier manager left: its record of machines went with its task, and no other manager is there now.
ec2_api() { aws_api ec2 -d "Version=2016-11-15&Action=$1"; }
listed() { tr '<' '\n' | sed -n "s/^$1>//p"; }
sweep_machines() {
  group="Filter.1.Name=instance.group-id&Filter.1.Value.1=$GLFR_SECURITY_GROUP"
  states='Filter.2.Name=instance-state-name&Filter.2.Value.1=pending&Filter.2.Value.2=running&Filter.2.Value.3=stopping&Filter.2.Value.4=stopped'
  for id in $(ec2_api "DescribeSpotInstanceRequests&Filter.1.Name=launch.group-id&Filter.1.Value.1=$GLFR_SECURITY_GROUP&Filter.2.Name=state&Filter.2.Value.1=open" | listed spotInstanceRequestId); do
    ec2_api "CancelSpotInstanceRequests&SpotInstanceRequestId.1=$id" >/dev/null && log info "cancelled the spot request $id"
  done
  for id in $(ec2_api "DescribeInstances&$group&$states" | listed instanceId); do
    ec2_api "TerminateInstances&InstanceId.1=$id" >/dev/null && log info "ended $id, which an earlier manager left"
  done
  for name in $(ec2_api "DescribeKeyPairs&Filter.1.Name=key-name&Filter.1.Value.1=$GLFR_KEY_NAMES" | listed keyName); do
    ec2_api "DeleteKeyPair&KeyName=$name" >/dev/null && log info "deleted the key pair $name"
  done
}
prepare() {
  command -v docker-machine >/dev/null || fail 'the image of the manager has no docker-machine'
  log warning 'docker-machine ends with GitLab 20.0 (May 2027); docker-autoscaler is its successor'
  sweep_machines
  # Machines made at the same time would race for the first certificates.
  try docker-machine create --driver none --url tcp://127.0.0.1:2376 glfr-warm-up >/dev/null 2>&1 ||
    log warning 'docker-machine made no certificates, the first machines may fail'
  docker-machine rm -y -f glfr-warm-up >/dev/null 2>&1
}
