package org.yizhan.media.room;

/// A new address is another event loop's, as often as not.
class MovedMemberOnLoopsTest extends MovedMemberTest {

    @Override
    int loops() {
        return 3;
    }
}
