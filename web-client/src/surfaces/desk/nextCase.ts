/**
 * The case that follows another in a list that goes on changing: the next of those that stood after it and are still there;
 * after the last comes the first. The case itself only when nothing else is left.
 */
export function nextAfter(
  id: string,
  before: readonly string[],
  now: readonly string[],
  step: 1 | -1
): string | undefined {
  const here = new Set(now)
  const at = before.indexOf(id)
  const around = step > 0 ? [...before.slice(at + 1), ...now] : [...before.slice(0, Math.max(0, at)).toReversed()]
  return around.find((it) => it !== id && here.has(it))
}
