package org.yizhan.cases.figures;

/// What the stars of a station are made of, as counts.
record Standing(long completed, long inTime, long straight, long rated, long satisfied) {

    /// From here on up a resident was content, 1 to 5.
    private static final int CONTENT = 3;

    static final Standing NONE = new Standing(0, 0, 0, 0, 0);

    static Standing of(Tally tally) {
        var sum = new Standing[] {NONE};
        tally.each(
                Kind.COMPLETED,
                (what, n) -> sum[0] = sum[0].plus(new Standing(
                        n, what.more().charAt(0) == '1' ? n : 0, what.more().charAt(1) == '1' ? n : 0, 0, 0)));
        tally.each(
                Kind.RATING,
                (what, n) ->
                        sum[0] = sum[0].plus(new Standing(0, 0, 0, n, Integer.parseInt(what.of()) >= CONTENT ? n : 0)));
        return sum[0];
    }

    Standing plus(Standing other) {
        return new Standing(
                completed + other.completed,
                inTime + other.inTime,
                straight + other.straight,
                rated + other.rated,
                satisfied + other.satisfied);
    }
}
