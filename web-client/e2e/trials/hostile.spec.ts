import { createSocket } from 'node:dgram'
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { expect, test, type Page } from '@playwright/test'
import { figure } from '../figures'
import { observed, pictureIn } from '../people/booth'
import { signIn } from '../people/sign-in'
import { Company } from '../journeys/company'

const UNDISTURBED_MS = 1_000

/** What the server said to one bad request. */
interface Answer {
  what: string
  status: number
  body: string
}

test('a meeting goes on undisturbed beside a thousand hostile inputs, each refused with its code', async () => {
  const company = new Company()
  await company.gather()
  try {
    const { booth, officer } = await company.meeting()
    await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
    const signature = booth.page.waitForRequest((request) => /\/signatures$/.test(request.url()))
    await officer.fillIn({
      备案类型: '异地安置退休人员',
      就医地: '演示省演示市',
      开始日期: '2026-12-01',
      本人承诺: true
    })
    await officer.capture('居民身份证')
    await officer.capture('居住证或异地工作、居住的证明')
    await officer.askForSignature()
    await booth.sign()
    await officer.signatureArrived()
    const signed = await signature

    const stranger = await company.anybody()
    await signIn(stranger, company.origin, 'desk', 'community02')
    const watching = longestStill([booth.page, officer.page])
    const began = Date.now()
    const passed = (what: string) => figure(what, `${Date.now() - began} ms`)
    const packets = await datagrams(company.product.mediaPort, 600)
    passed('packets')
    const frames = await badFrames(stranger, 250)
    passed('messages')
    const answers = [
      ...(await badRequests(stranger, new URL(signed.url()).pathname.split('/')[3] ?? '', 100)),
      ...(await replays(booth.page, new URL(signed.url()).pathname, signed.postData() ?? '', 50))
    ]
    passed('requests')
    const still = await watching.stop()
    figure('longest without a new frame', `${still} ms`)

    expect(packets + frames.sent + answers.length).toBeGreaterThanOrEqual(1_000)
    expect(still, 'the longest time without a new frame, ms').toBeLessThan(UNDISTURBED_MS)
    expect(frames.unanswered).toEqual([])
    for (const { what, status, body } of answers) {
      expect(status, `${what}: ${body}`).toBeGreaterThanOrEqual(400)
      expect(status, `${what}: ${body}`).toBeLessThan(500)
      expect(body, what).toMatch(/"code":"[a-z-]+"/)
      expect(body, what).not.toMatch(/Exception|\bat (org|java|io)\.|select |insert /i)
    }
    expect(company.product.output).not.toMatch(/^\s+at (org|java|io)\./m)
    expect((await observed(booth.page)).phase).toBe('live')
    await officer.decide('受理')
    await officer.end()
    await booth.rate(5)
  } finally {
    await company.dismiss()
  }
})

/** Random bytes, and bytes that begin like STUN, DTLS, RTP and RTCP, to the media port. */
async function datagrams(port: number, count: number): Promise<number> {
  const socket = createSocket('udp4')
  const beginnings = [
    [],
    [0x00, 0x01, 0x00, 0x08, 0x21, 0x12, 0xa4, 0x42],
    [0x16, 0xfe, 0xfd, 0x00, 0x00],
    [0x90, 0x60],
    [0x81, 0xc9]
  ]
  for (let i = 0; i < count; i++) {
    const packet = Buffer.concat([Buffer.from(beginnings[i % 5] ?? []), randomBytes(randomInt(0, 1_400))])
    await new Promise<void>((resolve, reject) =>
      socket.send(packet, port, '127.0.0.1', (error) => (error ? reject(error) : resolve()))
    )
  }
  socket.close()
  return count
}

/** Bad messages on sockets of a clerk's own; a server that closes one is met with the next. Each is to be answered by a code. */
async function badFrames(page: Page, count: number): Promise<{ sent: number; unanswered: string[] }> {
  return page.evaluate(
    async ({ count, uuid }) => {
      const hello = () =>
        JSON.stringify({ type: 'hello', id: 'h', protocol: 1, member: crypto.randomUUID(), page: 'desk', lastSeq: 0 })
      const kinds: (() => string)[] = [
        () => '{',
        () => 'null',
        () => '[1,2,3]',
        () => '{"type":"end-of-the-world","id":"x"}',
        () => '{"type":"call-next"}',
        () => `{"type":"accept","id":"x","consultation":"${uuid}"}`,
        () => '{"type":"accept","id":"x","consultation":"../../etc/passwd"}',
        () => `{"type":"end","id":"x","consultation":"${uuid}"}`,
        () => `{"type":"leave-queue","id":"${'x'.repeat(500)}"}`,
        () => `{"type":"media-offer","id":"x","sdp":"v=0\\r\\nm=audio 0 nonsense\\r\\n"}`,
        () => `{"type":"media-offer","id":"x","sdp":${JSON.stringify('a=\u0000'.repeat(2_000))}}`,
        () => `{"type":"take-ticket","id":"x","case":"${'9'.repeat(9_000)}"}`,
        () => '{"a":'.repeat(40) + '1' + '}'.repeat(40),
        () => '{"type":"hello","type":"hello"}'
      ]
      const unanswered: string[] = []
      let sent = 0
      while (sent < count) {
        const socket = new WebSocket(location.origin.replace('http', 'ws') + '/ws')
        const heard: string[] = []
        let wake: () => void = () => undefined
        let closed = false
        socket.onmessage = ({ data }) => {
          heard.push(String(data))
          wake()
        }
        socket.onclose = () => {
          closed = true
          wake()
        }
        await new Promise((resolve) => (socket.onopen = resolve))
        socket.send(hello())
        const answered = async (from: number, to: RegExp) => {
          const until = Date.now() + 5_000
          while (!heard.slice(from).some((text) => to.test(text)) && !closed && Date.now() < until) {
            await new Promise<void>((resolve) => {
              wake = resolve
              setTimeout(resolve, 500)
            })
          }
          return heard.slice(from).some((text) => to.test(text))
        }
        if (!(await answered(0, /"type":"welcome"/))) throw new Error(`no welcome: ${heard.join()}`)
        for (let i = 0; i < 25 && sent < count && !closed; i++, sent++) {
          const message = kinds[sent % kinds.length]!()
          const from = heard.length
          socket.send(message)
          if (!(await answered(from, /"type":"refused".*"code":"|"code":".*"type":"refused"/)) && !closed)
            unanswered.push(message.slice(0, 80))
        }
        socket.close()
      }
      return { sent, unanswered }
    },
    { count, uuid: randomUUID() }
  )
}

/** Broken JSON, giant bodies, wrong ids, other people's cases. */
async function badRequests(page: Page, caseId: string, count: number): Promise<Answer[]> {
  const cases = [caseId, randomUUID(), 'not-an-id', "'; drop table cases; --", '%00', '0']
  const bodies = ['{', 'null', '[]', '{"version":"x"}', `{"version":-1,"form":{}}`, `{"x":"${'y'.repeat(1_000_000)}"}`]
  const paths = [
    (id: string) => ['POST', `/api/cases/${id}/decisions`],
    (id: string) => ['PUT', `/api/cases/${id}/form`],
    (id: string) => ['POST', `/api/cases/${id}/signatures`],
    (id: string) => ['POST', `/api/cases/${id}/rating`],
    (id: string) => ['GET', `/api/cases/${id}`],
    (id: string) => ['POST', `/api/recordings/${id}/playbacks`]
  ] as const
  const requests = Array.from({ length: count }, (_, i) => {
    const [method, path] = paths[i % paths.length]!(encodeURIComponent(cases[((i / 6) % 6) | 0] ?? ''))
    return { method: method!, path: path!, body: bodies[((i / 36) % 6) | 0] ?? '' }
  })
  return ask(page, requests)
}

/** A signature that was given once, sent again under new keys. */
async function replays(page: Page, path: string, body: string, count: number): Promise<Answer[]> {
  return ask(
    page,
    Array.from({ length: count }, () => ({ method: 'POST', path, body }))
  )
}

async function ask(page: Page, requests: { method: string; path: string; body: string }[]): Promise<Answer[]> {
  return page.evaluate(async (requests) => {
    const one = async ({ method, path, body }: (typeof requests)[number]): Promise<Answer> => {
      const what = `${method} ${path} ${body.slice(0, 40)}`
      try {
        const answer = await fetch(path, {
          method,
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
          signal: AbortSignal.timeout(20_000),
          ...(method === 'GET' ? {} : { body })
        })
        return { what, status: answer.status, body: await answer.text() }
      } catch (error) {
        return { what, status: 0, body: String(error) }
      }
    }
    const answers: Answer[] = []
    for (let i = 0; i < requests.length; i += 5) answers.push(...(await Promise.all(requests.slice(i, i + 5).map(one))))
    return answers
  }, requests)
}

/** Watches pages until it is told to stop; tells the longest time without a new frame of the other side, in ms. */
function longestStill(pages: readonly Page[]) {
  let on = true
  const watch = async (page: Page) => {
    let longest = 0
    while (on) {
      const last = (await observed(page)).lastFrameAt[0] ?? 0
      longest = Math.max(longest, Date.now() - last)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    return longest
  }
  const running = Promise.all(pages.map(watch))
  return {
    stop: async () => {
      on = false
      return Math.max(...(await running))
    }
  }
}
