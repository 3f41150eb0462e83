# On the Veeam server, as each job's post-job script or every hour: the sessions of the last week, into a watched folder.
# Those that were told before count once.
Import-Module Veeam.Backup.PowerShell -DisableNameChecking
$name = "veeam-$env:COMPUTERNAME-$(Get-Date -Format yyyyMMddTHHmmss).json"
$local = Join-Path $env:TEMP $name
Get-VBRBackupSession | Where-Object { $_.CreationTimeUTC -gt (Get-Date).ToUniversalTime().AddDays(-7) } |
    Select-Object JobName, JobTypeString, @{n='Result';e={"$($_.Result)"}}, @{n='State';e={"$($_.State)"}},
        @{n='CreationTime';e={$_.CreationTimeUTC.ToString('o')}}, @{n='EndTime';e={$_.EndTimeUTC.ToString('o')}} |
    ConvertTo-Json | Set-Content -Encoding UTF8 $local
Move-Item -Path $local -Destination '\\tilsyn.example.com\drop'
