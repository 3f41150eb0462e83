package tilsyn.verdict;

/** The nine areas in the report's order, with their weights in the total (checklist section 0.5). */
public enum Area {
    AGR(2, "Inventory and agreement", "Inventar og avtale"),
    UPD(15, "Software updates", "Oppdatering av programvare"),
    LOG(10, "Log review", "Avsjekking av logger"),
    OPS(10, "Stable operation (no stops)", "Stabil drift uten driftsstans"),
    HW(15, "RAID and hardware", "RAID og maskinvare"),
    AV(15, "Antivirus, servers and workstations", "Antivirus på servere og arbeidsstasjoner"),
    BCK(25, "Backup and restore", "Backup og gjenoppretting"),
    USR(5, "X factor: the coffee talk", "X-faktoren: praten over en kopp kaffe"),
    RPT(3, "Report and follow-up", "Rapport og oppfølging");

    private final int weight;
    private final String english;
    private final String norwegian;

    Area(int weight, String english, String norwegian) {
        this.weight = weight;
        this.english = english;
        this.norwegian = norwegian;
    }

    public int weight() {
        return weight;
    }

    public Words title() {
        return new Words(english, norwegian);
    }
}
