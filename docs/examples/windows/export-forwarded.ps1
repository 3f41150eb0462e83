# On the collector of Windows Event Forwarding, every hour by the Task Scheduler: the last 65 minutes of what servers forwarded.
# Events that come twice count once, so the overlap does no harm and a late start loses nothing.
$folder = '\\tilsyn.example.com\drop'
$name = "$env:COMPUTERNAME-ForwardedEvents-$(Get-Date -Format yyyyMMddTHHmmss).evtx"
$local = Join-Path $env:TEMP $name
wevtutil epl ForwardedEvents $local '/q:*[System[TimeCreated[timediff(@SystemTime) <= 3900000]]]'
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
Move-Item -Path $local -Destination $folder
