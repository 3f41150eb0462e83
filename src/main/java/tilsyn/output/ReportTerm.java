package tilsyn.output;

import java.util.List;
import java.util.regex.Pattern;
import tilsyn.verdict.Words;

/** A word that not everybody knows, explained where it is used. */
public record ReportTerm(String term, String meaning) {
    private static final List<Term> TERMS = List.of(
            new Term(
                    "RAID",
                    new Words(
                            "several disks that work as one, so that one can fail without data being lost",
                            "flere disker som jobber sammen, slik at én kan svikte uten at data går tapt")),
            new Term(
                    "RPO",
                    new Words(
                            "how many hours of work the agreement accepts to lose at most",
                            "hvor mange timers arbeid avtalen godtar at dere i verste fall mister")),
            new Term(
                    "RTO",
                    new Words(
                            "how long the agreement lets it take until you can work again",
                            "hvor lang tid avtalen lar det gå før dere kan jobbe igjen")),
            new Term(
                    "SMART",
                    new Words("a disk's own record of its health", "diskens egen journal over hvordan den har det")),
            new Term(
                    "VM",
                    new Words(
                            "virtual machine: a server that runs as a program on another server",
                            "virtuell maskin: en server som kjører som et program på en annen server")),
            new Term(
                    "SSH",
                    new Words(
                            "the way technicians log on to Linux servers",
                            "måten teknikere logger på Linux-servere på")),
            new Term(
                    "VSS",
                    new Words(
                            "the Windows service that holds files still while they are backed up",
                            "tjenesten i Windows som holder filene i ro mens de sikkerhetskopieres")),
            new Term(
                    "UPS",
                    new Words(
                            "battery that keeps servers running when power fails",
                            "batteri som holder serverne i gang når strømmen går")),
            new Term("KB", new Words("Microsoft's number of an update", "Microsofts nummer på en oppdatering")),
            new Term("IP", new Words("a machine's address in the network", "maskinens adresse i nettverket")),
            new Term(
                    "Domain Admins",
                    new Words(
                            "accounts that may do anything on every machine",
                            "kontoer som kan gjøre hva som helst på alle maskiner")),
            new Term(
                    "hot spare",
                    new Words("a spare disk that takes over by itself", "reservedisk som tar over av seg selv")),
            new Term(
                    "hypervisor",
                    new Words(
                            "the server that the virtual machines run on",
                            "serveren som de virtuelle maskinene kjører på")));

    private record Term(String name, Words meaning) {
        boolean usedIn(String text) {
            return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])")
                    .matcher(text)
                    .find();
        }
    }

    /** The words of the text that need one, in a fixed order. */
    static List<ReportTerm> in(String text, String language) {
        return TERMS.stream()
                .filter(term -> term.usedIn(text))
                .map(term -> new ReportTerm(term.name(), term.meaning().in(language)))
                .toList();
    }
}
