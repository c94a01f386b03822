package org.yizhan.cases.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A Merkle tree over the ends of chains, with the hashes of RFC 6962: a leaf can never be taken for a
/// node.
public final class MerkleTree {

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private MerkleTree() {}

    /// Root over the leaves in their order, lower-case hexadecimal.
    ///
    /// @param leaves at least one
    public static String root(List<Leaf> leaves) {
        var level = leaves.stream().map(MerkleTree::hash).toList();
        while (level.size() > 1) {
            level = parents(level);
        }
        return HexFormat.of().formatHex(level.getFirst());
    }

    private static byte[] hash(Leaf leaf) {
        return Sha256.of(LEAF, leaf.text().getBytes(StandardCharsets.UTF_8));
    }

    /// One without a neighbour rises as it is.
    private static List<byte[]> parents(List<byte[]> level) {
        var parents = new ArrayList<byte[]>();
        for (var i = 0; i < level.size(); i += 2) {
            parents.add(i + 1 < level.size() ? Sha256.of(NODE, level.get(i), level.get(i + 1)) : level.get(i));
        }
        return parents;
    }

    /// The end of one case's chain.
    ///
    /// @param caseId as text
    /// @param seq    number of its last entry
    /// @param head   hash of that entry, lower-case hexadecimal
    public record Leaf(String caseId, int seq, String head) {

        String text() {
            return caseId + " " + seq + " " + head;
        }
    }
}
