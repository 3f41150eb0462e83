package tilsyn.decoder.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names of data fields for exports that give only their order, for the events that signatures use. Newer versions of an
 * event append fields, so what follows the known ones is called param with its number. The orders are those of the
 * providers' manifests.
 */
final class DataNames {
    private static final String DEFENDER = "microsoft-windows-windows defender";
    private static final String PRODUCT = "Product Name,Product Version";
    private static final String THREAT = PRODUCT
            + ",Detection ID,Detection Time,Unused,Unused2,Threat ID,Threat Name,Severity ID,Severity Name,Category ID,"
            + "Category Name,FWLink,Status Code,Status Description,State,Source ID,Source Name,Process Name,"
            + "Detection User,Unused3,Path,Origin ID,Origin Name,Execution ID,Execution Name,Type ID,Type Name,"
            + "Pre Execution Status,Action ID,Action Name,Unused4,Error Code,Error Description,Unused5,"
            + "Post Clean Status,Additional Actions ID,Additional Actions String,Remediation User,Unused6,"
            + "Signature Version,Engine Version";
    private static final String SCAN =
            PRODUCT + ",Scan ID,Scan Type Index,Scan Type,Scan Parameters Index,Scan Parameters,Domain,User,SID";
    private static final String HEALTH =
            "Product Name,Platform version,Unused,Engine version,NRI engine version,AV security intelligence version,"
                    + "AS security intelligence version,NRI security intelligence version,RTP state,OA state,"
                    + "IOAV state,BM state,Last AV security intelligence age,Last AS security intelligence age,"
                    + "Last quick scan age,Last full scan age,AV security intelligence creation time,"
                    + "AS security intelligence creation time,Last quick scan start time,Last quick scan end time,"
                    + "Last quick scan source,Last full scan start time,Last full scan end time,"
                    + "Last full scan source,Product status";
    private static final String SUBJECT = "SubjectUserSid,SubjectUserName,SubjectDomainName,SubjectLogonId";
    private static final String TARGET = "TargetUserName,TargetDomainName,TargetSid";
    private static final String MEMBER = "MemberName,MemberSid," + TARGET + "," + SUBJECT + ",PrivilegeList";
    private static final String UPDATE = "updateTitle,updateGuid,updateRevisionNumber";

    private static final Map<String, List<String>> NAMES = new TreeMap<>();

    static {
        var audit = "microsoft-windows-security-auditing";
        names(
                audit,
                SUBJECT + ",TargetUserSid,TargetUserName,TargetDomainName,TargetLogonId,LogonType,LogonProcessName,"
                        + "AuthenticationPackageName,WorkstationName,LogonGuid,TransmittedServices,LmPackageName,"
                        + "KeyLength,ProcessId,ProcessName,IpAddress,IpPort",
                4624);
        names(
                audit,
                SUBJECT + ",TargetUserSid,TargetUserName,TargetDomainName,Status,FailureReason,SubStatus,LogonType,"
                        + "LogonProcessName,AuthenticationPackageName,WorkstationName,TransmittedServices,"
                        + "LmPackageName,KeyLength,ProcessId,ProcessName,IpAddress,IpPort",
                4625);
        names(audit, SUBJECT + ",CategoryId,SubcategoryId,SubcategoryGuid,AuditPolicyChanges", 4719);
        names(audit, TARGET + "," + SUBJECT, 4720, 4722, 4724, 4725, 4726, 4740);
        names(audit, MEMBER, 4728, 4732, 4756);
        names(audit, "TargetUserName,TargetSid,ServiceName,TicketOptions,Status,PreAuthType,IpAddress,IpPort", 4771);
        names(audit, "PackageName,TargetUserName,Workstation,Status", 4776);
        names("microsoft-windows-eventlog", SUBJECT, 1102);
        names("microsoft-windows-eventlog", "SubjectUserName,SubjectDomainName,Channel,BackupPath", 104);
        names("microsoft-windows-eventlog", "Reason", 1101);
        names(
                "microsoft-windows-kernel-general",
                "MajorVersion,MinorVersion,BuildVersion,QfeVersion,ServiceVersion,BootMode,StartTime",
                12);
        names("microsoft-windows-kernel-general", "StopTime", 13);
        names("microsoft-windows-kernel-boot", "BootType,LoadOptions", 27);
        names(
                "microsoft-windows-kernel-power",
                "BugcheckCode,BugcheckParameter1,BugcheckParameter2,BugcheckParameter3,BugcheckParameter4,"
                        + "SleepInProgress,PowerButtonTimestamp",
                41);
        names("microsoft-windows-windowsupdateclient", UPDATE + ",serviceGuid", 19);
        names("microsoft-windows-windowsupdateclient", "errorCode," + UPDATE + ",serviceGuid", 20);
        names("microsoft-windows-windowsupdateclient", UPDATE, 43, 44);
        names("microsoft-windows-ntfs", "DriveName,DeviceName,CorruptionActionState", 98);
        names("service control manager", "ServiceName,ImagePath,ServiceType,StartType,AccountName", 7045);
        names(DEFENDER, THREAT, 1116, 1117, 1118, 1119);
        names(DEFENDER, SCAN, 1001, 1002, 1005);
        names(DEFENDER, HEALTH, 1151);
        names(DEFENDER, PRODUCT, 1150, 5000, 5001, 5010, 5012);
        names(DEFENDER, PRODUCT + ",Old Value,New Value", 5007);
    }

    private DataNames() {}

    private static void names(String provider, String names, int... ids) {
        for (int id : ids) NAMES.put(key(provider, id), List.of(names.split(",")));
    }

    private static String key(String provider, int id) {
        return provider + '|' + id;
    }

    /** The values by name, in the order they stand; empty ones are left out. */
    static Map<String, String> named(String provider, int id, List<String> values) {
        var names = NAMES.getOrDefault(key(provider.toLowerCase(Locale.ROOT), id), List.of());
        var named = new TreeMap<String, String>();
        for (int i = 0; i < values.size(); i++)
            if (!values.get(i).isEmpty()) named.put(i < names.size() ? names.get(i) : "param" + (i + 1), values.get(i));
        return named;
    }

    /** Names known for the event, in order; for tests. */
    static List<String> of(String provider, int id) {
        return new ArrayList<>(NAMES.getOrDefault(key(provider, id), List.of()));
    }
}
