package org.yizhan.media.room;

/// All that an engine does, with meetings whose members come together from other event loops.
class EngineOnLoopsTest extends EngineTest {

    @Override
    int loops() {
        return 3;
    }
}
