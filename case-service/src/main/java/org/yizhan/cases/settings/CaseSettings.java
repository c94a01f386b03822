package org.yizhan.cases.settings;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Settings of the case service, `yizhan.cases.*`.
///
/// @param numberPrefix    what case numbers begin with: QD-2026-000123
/// @param zone            where the bureau is: years of case numbers, times on paper
/// @param sittingLimit    longest time for which a booth sees a case that it opened
/// @param sittingGrace    how long it still sees it after the meeting's end, to rate and to print
/// @param signatureTime   how long a resident has to sign
/// @param materialLimit   largest paper
/// @param idempotencyKept how long the answer to a command is remembered for those who repeat it
/// @param virusScan       `host:port` of a ClamAV daemon; empty for none
/// @param officerSignature how officers sign decisions: `ecdsa` or `sm2`
@ConfigurationProperties("yizhan.cases")
public record CaseSettings(
        @DefaultValue("QD") String numberPrefix,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("4h") Duration sittingLimit,
        @DefaultValue("5m") Duration sittingGrace,
        @DefaultValue("10m") Duration signatureTime,
        @DefaultValue("10MB") DataSize materialLimit,
        @DefaultValue("48h") Duration idempotencyKept,
        @DefaultValue("") String virusScan,
        @DefaultValue("ecdsa") OfficerSignature officerSignature) {}
