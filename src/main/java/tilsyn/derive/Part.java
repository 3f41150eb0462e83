package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tilsyn.fact.ArrayHealth;
import tilsyn.fact.CacheBattery;
import tilsyn.fact.CacheHealth;
import tilsyn.fact.DiskHealth;
import tilsyn.fact.Fact;
import tilsyn.fact.FanHealth;
import tilsyn.fact.MemoryError;
import tilsyn.fact.MemoryHealth;
import tilsyn.fact.MissingPart;
import tilsyn.fact.PowerState;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SupplyHealth;
import tilsyn.fact.UpsHealth;

/**
 * A part of a machine as it was at some moment.
 *
 * @param slot where it sits, {@code serial} empty when nobody tells
 * @param failing it fails its item by the clauses of that item which speak of a part
 * @param told when that was told
 */
record Part(
        String item, String kind, String name, String slot, String serial, boolean failing, Instant told, Fact fact) {

    String key() {
        return item + " " + kind + " " + name;
    }

    /**
     * All that is told of at that moment.
     *
     * @param facts those known by then
     */
    static List<Part> at(
            Instant moment, String host, List<Fact> facts, List<Fact> keyLogs, List<Fact> heartbeats, Context now) {
        var context = now.at(moment);
        var health = new ArrayList<Fact>();
        health.addAll(RaidArrays.of(host, facts, context));
        health.addAll(Disks.of(host, facts, context));
        health.addAll(Fans.of(host, facts, context));
        health.addAll(Power.of(host, facts, context));
        health.addAll(Caches.of(host, facts, context));
        health.addAll(Memory.of(host, facts, keyLogs, heartbeats, context));
        var parts = new ArrayList<Part>();
        for (var fact : health) {
            if (fact instanceof ArrayHealth array) parts.add(array(array));
            if (fact instanceof DiskHealth disk) parts.add(disk(disk, context));
            if (fact instanceof FanHealth fan && fan.readable()) parts.add(fan(fan, context));
            if (fact instanceof MissingPart fans && fans.part().equals("fan") && fans.expected())
                parts.add(fans(fans, moment, context));
            if (fact instanceof SupplyHealth supply && supply.known()) parts.add(supply(supply, context));
            if (fact instanceof PowerState power && power.supplies() >= 0) parts.add(supplies(power, context));
            if (fact instanceof UpsHealth ups) parts.add(ups(ups, context));
            if (fact instanceof CacheHealth cache && cache.current()) parts.add(cache(cache));
            if (fact instanceof MemoryHealth memory) parts.add(memory(memory, context));
        }
        return parts;
    }

    private static Part array(ArrayHealth array) {
        boolean failing = array.state() == RaidArray.State.FAILED
                || array.state() == RaidArray.State.DEGRADED && !array.rebuilding();
        return new Part("HW-01", "disk", array.array(), array.array(), "", failing, array.time(), array);
    }

    private static Part disk(DiskHealth disk, Context context) {
        boolean failing = !disk.broken().isEmpty()
                || disk.pendingRising()
                || disk.pending() >= context.limit("HW-02.pending_fail", disk.host())
                || disk.errors() >= context.limit("HW-02.realloc_fail", disk.host())
                || disk.errorsInWeek() >= context.limit("HW-02.growth_fail_7d", disk.host());
        var serial = disk.disk().equals(disk.slot()) ? "" : disk.disk();
        return new Part("HW-02", "disk", disk.disk(), disk.slot(), serial, failing, disk.time(), disk);
    }

    private static Part fan(FanHealth fan, Context context) {
        boolean failing = fan.failing()
                && fan.failingReadings() >= 2
                && fan.failingFor().compareTo(minutes("HW-04.fan_fail_min", fan.host(), context)) >= 0;
        return new Part("HW-04", "fan", fan.name(), fan.name(), "", failing, fan.time(), fan);
    }

    private static Part fans(MissingPart fans, Instant moment, Context context) {
        var limit = minutes("HW-04.missing_fail_h", fans.host(), context).multipliedBy(60);
        boolean failing = !fans.time().isAfter(moment.minus(limit));
        return new Part("HW-04", "fan", "fans", fans.name(), "", failing, moment, fans);
    }

    private static Part supply(SupplyHealth supply, Context context) {
        boolean failing = supply.failing()
                && supply.failingFor().compareTo(minutes("HW-05.psu_fail_min", supply.host(), context)) >= 0;
        return new Part("HW-05", "psu", supply.supply(), supply.supply(), "", failing, supply.time(), supply);
    }

    private static Part supplies(PowerState power, Context context) {
        boolean failing = power.lacking()
                && power.lackingFor().compareTo(minutes("HW-05.psu_fail_min", power.host(), context)) >= 0;
        return new Part("HW-05", "psu", "PSU", "PSU", "", failing, power.time(), power);
    }

    /** One that feeds the machine is nearly empty without being worn. */
    private static Part ups(UpsHealth ups, Context context) {
        var runtime = ups.runtime();
        boolean weak = ups.lowBattery()
                || runtime != null && runtime.compareTo(minutes("HW-05.ups_runtime_min", ups.host(), context)) < 0;
        boolean failing = ups.replaceBattery() || ups.testFailed() || weak && !ups.onBattery();
        return new Part("HW-05", "battery", ups.ups(), ups.ups(), "", failing, ups.time(), ups);
    }

    private static Part cache(CacheHealth cache) {
        boolean failing = cache.state() == CacheBattery.State.FAILED || cache.state() == CacheBattery.State.MISSING;
        return new Part("HW-07", "battery", cache.controller(), cache.controller(), "", failing, cache.time(), cache);
    }

    private static Part memory(MemoryHealth memory, Context context) {
        boolean failing = memory.uncorrected() > 0
                || memory.state() == MemoryError.State.FAILED
                || memory.most() >= context.limit("HW-08.ce_fail_24h", memory.host());
        return new Part("HW-08", "dimm", memory.module(), memory.module(), "", failing, memory.time(), memory);
    }

    private static Duration minutes(String limit, String host, Context context) {
        return Duration.ofSeconds(Math.round(60 * context.limit(limit, host)));
    }
}
