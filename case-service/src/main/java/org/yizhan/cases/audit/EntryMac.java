package org.yizhan.cases.audit;

import java.util.HexFormat;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yizhan.cases.confidential.Confidential;

/// Tells the program's own entries from those that somebody with the database's password made up: a
/// hash with a key that lies beside the database, not in it.
@Component
public class EntryMac {

    private static final String PURPOSE = "audit.entry";

    private final Confidential confidential;

    EntryMac(Confidential confidential) {
        this.confidential = confidential;
    }

    /// @param hash of the entry, which covers all that it says and all entries before it
    public byte[] of(UUID caseId, int seq, byte[] hash) {
        return confidential.index(
                PURPOSE, caseId + " " + seq + " " + HexFormat.of().formatHex(hash));
    }
}
