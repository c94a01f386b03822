import { Account } from './account'

/** A case as far as the window's clerk looks at it. */
interface Filed {
  readonly id: string
  readonly number: string
  readonly version: number
}

export interface Matter {
  readonly item: string
  readonly papers: readonly string[]
  readonly form: Readonly<Record<string, unknown>>
}

/** Published samples of GB 11643; nobody's. */
const NUMBERS = ['11010519491231002X', '440524188001010014', '34052419800101001X']

export const MATTERS: readonly Matter[] = [
  {
    item: 'account-withdrawal',
    papers: ['identity-card', 'bank-card'],
    form: { withdrawal: '出国（境）定居', account: '0000000000000000000', bank: '演示银行', commitment: true }
  },
  {
    item: 'relation-transfer',
    papers: ['identity-card', 'insured-voucher'],
    form: { fromCity: '演示甲市', toCity: '演示乙市', commitment: true }
  }
]

/** A window of the street: takes applications of residents who stand there, and approves them for the district. */
export class Counter {
  private constructor(private readonly clerk: Account) {}

  static async open(origin: string, account = 'street1'): Promise<Counter> {
    return new Counter(await Account.signIn(origin, account))
  }

  /** Opened, filled in, signed on the clerk's pad, accepted. `paper` is the picture that lies under the camera. */
  async take(matter: Matter, name: string, paper: Buffer, index = 0): Promise<Filed> {
    const opened = await this.clerk.post<Filed>('/api/cases', {
      item: matter.item,
      channel: 'window',
      community: `d01.s01.c${String(1 + (index % 22)).padStart(2, '0')}`,
      resident: { name, idNumber: NUMBERS[index % NUMBERS.length], phone: '13800000000' }
    })
    const path = `/api/cases/${opened.id}`
    for (const code of matter.papers) await this.clerk.upload(`${path}/materials?code=${code}`, paper, 'image/png')
    const now = await this.clerk.get<Filed>(path)
    const filled = await this.clerk.put<Filed>(`${path}/form`, { version: now.version, form: matter.form })
    const request = await this.clerk.post<{ id: string; documentHash: string }>(`${path}/signature-requests`, {
      version: filled.version
    })
    await this.clerk.post(`${path}/signatures`, {
      request: request.id,
      documentHash: request.documentHash,
      strokes: strokes(),
      width: 600,
      height: 240
    })
    return this.decide(opened.id, 'accept')
  }

  async decide(id: string, action: string): Promise<Filed> {
    const { version } = await this.clerk.get<Filed>(`/api/cases/${id}`)
    return this.clerk.post<Filed>(`/api/cases/${id}/decisions`, { version, action })
  }
}

/** Two strokes such as a hand leaves them. */
function strokes() {
  const line = (x: number, y: number, dx: number, dy: number, from: number) =>
    Array.from({ length: 24 }, (_, n) => ({
      x: x + (dx * n) / 23 + 3 * Math.sin(n),
      y: y + (dy * n) / 23 + 2 * Math.cos(n),
      t: from + n * 16
    }))
  return [line(80, 60, 180, 90, 0), line(320, 50, 160, 120, 700)]
}
