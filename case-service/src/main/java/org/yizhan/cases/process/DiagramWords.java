package org.yizhan.cases.process;

import java.util.ArrayList;
import java.util.List;

/// What a diagram says, in its reader's language.
record DiagramWords(Language language) {

    private String pick(String zh, String en) {
        return language == Language.EN ? en : zh;
    }

    String title(ProcessDefinition process) {
        return pick(
                process.name() + " 第 " + process.version() + " 版", process.nameEn() + ", version " + process.version());
    }

    String name(Step step) {
        return pick(step.name(), step.nameEn());
    }

    String end() {
        return pick("结束", "End");
    }

    /// Who and how long; how many; how far back.
    List<String> details(Step step) {
        var lines = new ArrayList<String>();
        var limit = step.limit();
        lines.add(limit == null ? level(step.level()) : level(step.level()) + " · " + limit(limit));
        switch (step.mode()) {
            case SINGLE -> {}
            case JOINT -> lines.add(pick("同场会签，缺一不可", "all sign in one meeting"));
            case COUNTERSIGN ->
                lines.add(pick(
                        step.seats() + " 人票签，" + step.needed() + " 人同意",
                        step.needed() + " of " + step.seats() + " must agree"));
        }
        if (step.returnAny()) {
            lines.add(pick("可退回办过的环节", "may send back to any step"));
        }
        return lines;
    }

    private String level(Level level) {
        return switch (level) {
            case SYSTEM -> pick("系统", "System");
            case BOOTH -> pick("驿站终端", "Booth");
            case COMMUNITY -> pick("社区", "Community");
            case STREET -> pick("街道", "Street");
            case DISTRICT -> pick("区经办", "District");
        };
    }

    private String limit(Limit limit) {
        var one = limit.amount() == 1;
        return switch (limit.unit()) {
            case DAYS -> pick(limit.amount() + " 个工作日", limit.amount() + (one ? " working day" : " working days"));
            case HOURS -> pick(limit.amount() + " 个工作小时", limit.amount() + (one ? " working hour" : " working hours"));
        };
    }

    /// What leads from a step to the next; a word that is not known stands as it is.
    String action(String action) {
        return switch (action) {
            case "accept" -> pick("受理", "accepted");
            case "approve" -> pick("通过", "approved");
            case Step.RETURN -> pick("退回", "sent back");
            case "resubmit" -> pick("重新提交", "put right");
            case "sign" -> pick("同意", "agreed");
            case "refuse" -> pick("不同意", "not agreed");
            case "complete" -> pick("办结", "completed");
            case "deny" -> pick("不予通过", "denied");
            default -> action;
        };
    }

    /// Why a choice takes this way.
    String reason(Gate.Way way) {
        var named = pick(way.name(), way.nameEn());
        if (!named.isEmpty()) {
            return named;
        }
        var when = way.when();
        return when == null ? pick("否则", "otherwise") : when.shown();
    }
}
