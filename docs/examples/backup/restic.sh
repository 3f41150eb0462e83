#!/bin/sh
# A restic backup whose outcome Tilsyn gets to know, also when it fails. Run by cron or a timer on the machine Tilsyn runs on.
# RESTIC_REPOSITORY and RESTIC_PASSWORD_FILE are restic's own. Elsewhere: write $said into a watched folder instead of curl.
set -u
said=$(mktemp)
trap 'rm -f "$said"' EXIT
restic backup --json --quiet /etc /srv >"$said" 2>&1
status=$?
# the same key again does no harm, so it may be tried until it is taken
curl --silent --show-error --fail --retry 10 --retry-connrefused --max-time 60 \
  -H "Idempotency-Key: restic-$(hostname -s)-$(date -u +%Y%m%dT%H%M%SZ)" \
  --data-binary "@$said" http://127.0.0.1:8080/ingest
exit "$status"
