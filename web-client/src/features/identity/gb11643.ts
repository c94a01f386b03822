/** GB 11643-1999: 17 digits and a check character (ISO 7064, MOD 11-2). */
export type IdFault = 'length' | 'digits' | 'birth-date' | 'check-digit'

export type IdCheck =
  | { readonly kind: 'incomplete'; readonly missing: number }
  | { readonly kind: 'wrong'; readonly fault: IdFault }
  | { readonly kind: 'right'; readonly number: string; readonly birthDate: string }

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/** @param today ISO date; nobody is born later */
export function checkIdNumber(typed: string, today: string = new Date().toISOString().slice(0, 10)): IdCheck {
  const number = typed.trim().toUpperCase()
  if (!/^\d*X?$/.test(number) || (number.endsWith('X') && number.length !== 18)) {
    return { kind: 'wrong', fault: 'digits' }
  }
  if (number.length > 18) return { kind: 'wrong', fault: 'length' }
  if (number.length >= 14 && birthDateOf(number, today) === null) return { kind: 'wrong', fault: 'birth-date' }
  if (number.length < 18) return { kind: 'incomplete', missing: 18 - number.length }
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0)
  const birthDate = birthDateOf(number, today)
  if (birthDate === null) return { kind: 'wrong', fault: 'birth-date' }
  return CHECKS[sum % 11] === number[17]
    ? { kind: 'right', number, birthDate }
    : { kind: 'wrong', fault: 'check-digit' }
}

function birthDateOf(number: string, today: string): string | null {
  const iso = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  const date = new Date(`${iso}T00:00:00Z`)
  // Dates that do not exist (30 February) roll over into the next month, so they are read back.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso) return null
  return iso <= today && Number(iso.slice(0, 4)) >= 1850 ? iso : null
}

/** Whole years on that day. */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** In groups as on the card: 6 digits of region, 8 of birth, 4. */
export function grouped(number: string): string {
  return [number.slice(0, 6), number.slice(6, 14), number.slice(14, 18)].filter((part) => part !== '').join(' ')
}
