#!/bin/sh
# Lets the driver in with the key it made for this one job, and no one else.
set -eu
umask 077
ssh=${SSH_FOLDER:-/root/.ssh}
[ -n "${SSH_PUBLIC_KEY:-}" ] || {
  echo 'SSH_PUBLIC_KEY is empty: this image is started by the driver of the Fargate executor' >&2
  exit 1
}
mkdir -p "$ssh"
printf '%s\n' "$SSH_PUBLIC_KEY" >"$ssh/authorized_keys"
# A session has an environment of its own; with these, commands of a job find the task's role and region.
env | grep -E '^(AWS|ECS)_[A-Z0-9_]+=' >"$ssh/environment" || true
ssh-keygen -A >/dev/null
# Older drivers sign with ssh-rsa only.
exec "$(command -v sshd)" -D -e \
  -o PasswordAuthentication=no \
  -o PermitRootLogin=prohibit-password \
  -o PermitUserEnvironment=yes \
  -o PubkeyAcceptedAlgorithms=+ssh-rsa \
  -o AuthorizedKeysFile="$ssh/authorized_keys"
