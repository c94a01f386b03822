const SHAPE = /^[A-Z]{4}-[A-Z]{4}$/

/** What was typed, as the terminal shows it: capitals, with the hyphen that people leave out. */
export function userCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^A-Z]/g, '')
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4, 8)}` : letters
}

export function isUserCode(code: string): boolean {
  return SHAPE.test(code)
}

/** The trial provider's own page, where an administrator signs in, compares and approves. */
export function approvalUrl(code: string): string {
  return `/idp/activate?user_code=${encodeURIComponent(code)}`
}
