package org.yizhan.neighbours;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.yizhan.protocol.cases.CaseBrief;
import org.yizhan.protocol.cases.CaseDesk;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Cases that booths have opened.
public final class FakeCases implements CaseDesk {

    private final Map<CaseId, CaseBrief> briefs = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Mono<CaseBrief> brief(CaseId caseId) {
        return Mono.justOrEmpty(briefs.get(caseId));
    }

    public CaseId opened(String terminal, String scope) {
        CaseId id = CaseId.random();
        briefs.put(
                id,
                new CaseBrief(
                        id,
                        String.format("QD-2026-%06d", count.incrementAndGet()),
                        new ItemCode("offsite-care"),
                        "异地就医备案",
                        "Off-site care registration",
                        "演*",
                        new StationPath(scope),
                        terminal));
        return id;
    }
}
