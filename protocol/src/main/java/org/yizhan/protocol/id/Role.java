package org.yizhan.protocol.id;

/// What a signed-in person or terminal may act as (glossary: docs/glossary.md). What it may see follows its station.
public enum Role {
    /// A booth (自助视频终端) or another kiosk of a station.
    TERMINAL,
    /// 窗口/社区专管员: reviews at community or street level.
    CLERK,
    /// 经办人: takes calls and decides at the district bureau.
    OFFICER,
    /// 带班领导: whom an overdue or disputed case reaches.
    DUTY_LEADER,
    /// 督导: finds, watches and replays meetings.
    SUPERVISOR,
    /// 管理员: organisations, people, items, processes, terminals.
    ADMINISTRATOR,
    /// 审计: reads the trail, changes nothing.
    AUDITOR,
    /// A program of another office or of a mobile page: files cases over the API and follows those it filed.
    PROGRAM
}
