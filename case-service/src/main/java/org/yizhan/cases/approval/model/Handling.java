package org.yizhan.cases.approval.model;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yizhan.protocol.id.Role;

/// What may be done with a case besides deciding its steps: the same in every process.
public enum Handling {
    /// 撤回申请: the resident gives up the application.
    WITHDRAW,
    /// 中止: the case and its clock stand still.
    SUSPEND,
    /// 恢复.
    RESUME,
    /// 接手: somebody entitled takes the step in hand and answers for the case from now on.
    CLAIM,
    /// 转办: hands the step to another; who forwards it answers for it until they accept.
    FORWARD,
    /// 委派: asks another to look at it first.
    DELEGATE,
    /// What the one who was asked answers.
    ANSWER,
    /// 加签: adds somebody who must sign before the step is done.
    ADD_SIGNER,
    /// What the added signer says: yes.
    CONSENT,
    /// What the added signer says: no. The decider sees it and decides.
    OBJECT,
    /// 拿回: undoes one's own last action while nobody has touched the case.
    TAKE_BACK,
    /// 催办.
    URGE,
    /// 上报带班领导.
    ESCALATE,
    /// 批示 of the duty leader.
    INSTRUCT;

    /// Who must say why, or what.
    private static final Set<Handling> WITH_COMMENT =
            java.util.EnumSet.of(SUSPEND, DELEGATE, ANSWER, OBJECT, ESCALATE, INSTRUCT);

    /// That name a person.
    private static final Set<Handling> OF_SOMEBODY = java.util.EnumSet.of(FORWARD, DELEGATE, ADD_SIGNER);

    /// As it is written in the API: `add-signer`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Handling> of(String word) {
        for (var handling : values()) {
            if (handling.word().equals(word)) {
                return Optional.of(handling);
            }
        }
        return Optional.empty();
    }

    /// Whether it names a person, as `to`.
    public boolean isOfSomebody() {
        return OF_SOMEBODY.contains(this);
    }

    /// A terminal speaks for the resident, who owes nobody a reason.
    boolean needsComment(By by) {
        return WITH_COMMENT.contains(this) || this == WITHDRAW && !by.roles().contains(Role.TERMINAL);
    }
}
