import { describe, expect, it } from 'vitest'
import type { ConsultationState, Happened, Participant, ServerMessage, Welcome } from '@/protocol'
import {
  INITIAL,
  inviteState,
  residentIsReady,
  phaseOf,
  picturesOf,
  reduce,
  secondsLeft,
  waitingRows,
  type DeskAction,
  type DeskState
} from './deskState'

const NOW = Date.parse('2026-03-02T09:00:00Z')
const welcome: Welcome = {
  type: 'welcome',
  replyTo: '1',
  protocol: 1,
  member: 'me',
  subject: 'officer1',
  name: '演示甲',
  roles: ['OFFICER'],
  station: 'd01',
  bridgeInstance: 'b1',
  now: '2026-03-02T09:00:05Z'
}
const brief = {
  caseId: 'k',
  number: 'QD-2026-000001',
  item: 'offsite',
  itemName: '异地就医备案',
  itemNameEn: 'Off-site care',
  maskedName: '张*',
  scope: 'd01.s01.c01',
  terminal: 'booth'
}
const participant = (
  member: string,
  role: Participant['role'],
  state: Participant['state'] = 'joined'
): Participant => ({
  member,
  role,
  name: member,
  stationName: '驿站',
  state,
  sources: []
})
const meeting = (change: Partial<ConsultationState> = {}): ConsultationState => ({
  type: 'consultation',
  consultation: 'c1',
  state: 'offered',
  seq: 1,
  brief,
  ticketNumber: 'A012',
  recorded: true,
  participants: [participant('booth', 'TERMINAL'), participant('me', 'OFFICER')],
  accepted: [],
  expiresAt: '2026-03-02T09:00:45Z',
  recordingPause: null,
  ...change
})
const happened = (seq: number, kind = 'joined'): Happened => ({
  type: 'event',
  consultation: 'c1',
  seq,
  kind,
  data: {},
  at: '2026-03-02T09:00:00Z'
})
const after = (from: DeskState, ...messages: (ServerMessage | DeskAction)[]): DeskState =>
  messages.reduce<DeskState>(
    (state, it) => reduce(state, 'kind' in it && !('type' in it) ? it : { kind: 'message', message: it, at: NOW }),
    from
  )

describe('desk state', () => {
  it('goes from an offer to a meeting and to its end', () => {
    const offered = after(INITIAL, welcome, meeting())
    expect(phaseOf(offered)).toBe('offered')
    const accepted = after(offered, meeting({ seq: 2, accepted: ['me'] }))
    expect(phaseOf(accepted)).toBe('waiting-for-resident')
    const live = after(accepted, meeting({ seq: 4, state: 'live', accepted: ['me', 'booth'] }))
    expect(phaseOf(live)).toBe('live')
    const ended = after(live, meeting({ seq: 9, state: 'ended' }))
    expect(phaseOf(ended)).toBe('idle')
    expect(ended.finished?.seq).toBe(9)
    expect(after(ended, { kind: 'finished-seen' }).finished).toBeUndefined()
  })

  it('lets no late state undo a newer one', () => {
    const live = after(INITIAL, welcome, meeting({ seq: 5, state: 'live' }))
    expect(phaseOf(after(live, meeting({ seq: 2, state: 'offered' })))).toBe('live')
  })

  it('keeps the meeting on screen while the socket comes back, and drops it when the server no longer knows it', () => {
    const live = after(INITIAL, welcome, meeting({ seq: 5, state: 'live' }), happened(1))
    const back = after(live, welcome)
    expect(phaseOf(back)).toBe('live')
    expect(phaseOf(after(back, { kind: 'situation-told' }))).toBe('idle')
    const confirmed = after(back, meeting({ seq: 5, state: 'held' }), { kind: 'situation-told' })
    expect(phaseOf(confirmed)).toBe('held')
    expect(confirmed.events).toHaveLength(1)
  })

  it('keeps a time line that came before its meeting, as after a reload', () => {
    const state = after(INITIAL, welcome, happened(1), happened(2), meeting({ seq: 2, state: 'live' }))
    expect(state.events).toHaveLength(2)
  })

  it('sees that the resident is there first', () => {
    const state = after(INITIAL, welcome, meeting({ seq: 2, state: 'connecting', accepted: ['booth'] }))
    expect(phaseOf(state)).toBe('offered')
    expect(state.meeting && residentIsReady(state.meeting)).toBe(true)
  })

  it('keeps the time line in order and each event once', () => {
    const state = after(INITIAL, welcome, meeting(), happened(2), happened(1), happened(2))
    expect(state.events.map((it) => it.seq)).toEqual([1, 2])
    expect(after(state, { ...happened(3), consultation: 'other' }).events).toHaveLength(2)
  })

  it('starts another meeting with an empty time line and no pictures', () => {
    const first = after(INITIAL, welcome, meeting({ state: 'live' }), happened(1), {
      type: 'slots',
      consultation: 'c1',
      revision: 3,
      slots: [{ slot: 3, member: 'booth', role: 'TERMINAL', source: 'camera' }]
    })
    expect(first.slots).toHaveLength(1)
    const second = after(first, meeting({ consultation: 'c2' }))
    expect([second.slots.length, second.events.length]).toEqual([0, 0])
  })

  it('ignores pictures of an older revision and of another meeting', () => {
    const slots = (revision: number, consultation = 'c1'): ServerMessage => ({
      type: 'slots',
      consultation,
      revision,
      slots: []
    })
    const state = after(INITIAL, welcome, meeting(), slots(5))
    expect(after(state, slots(4)).slotsRevision).toBe(5)
    expect(after(state, slots(9, 'c2')).slotsRevision).toBe(5)
  })

  it('is out of a meeting that it left while the others go on', () => {
    const clerk = after(INITIAL, welcome, meeting({ state: 'live', seq: 4 }))
    const left = after(
      clerk,
      meeting({
        state: 'live',
        seq: 6,
        participants: [participant('booth', 'TERMINAL'), participant('me', 'CLERK', 'left')]
      })
    )
    expect(phaseOf(left)).toBe('idle')
  })

  it('takes an invitation off the screen once it is answered or the meeting opened', () => {
    const invitation: ServerMessage = {
      type: 'invitation',
      consultation: 'c1',
      brief,
      from: '演示甲',
      expiresAt: '2026-03-02T09:01:00Z'
    }
    const invited = after(INITIAL, welcome, invitation)
    expect(invited.invitation?.from).toBe('演示甲')
    expect(after(invited, { kind: 'invitation-answered' }).invitation).toBeUndefined()
    expect(after(invited, meeting({ state: 'live' })).invitation).toBeUndefined()
    expect(after(invited, meeting({ state: 'ended' })).invitation).toBeUndefined()
  })

  it('counts waits and offers on the server clock', () => {
    const state = after(INITIAL, welcome, {
      type: 'queue',
      available: true,
      total: 1,
      waiting: [{ ticket: 't', number: 'A001', brief, greenChannel: true, since: '2026-03-02T08:50:00Z' }]
    })
    expect(waitingRows(state, NOW)[0]).toMatchObject({ number: 'A001', minutes: 10, greenChannel: true })
    expect(secondsLeft(state, '2026-03-02T09:00:45Z', NOW)).toBe(40)
    expect(secondsLeft(state, '2026-03-02T08:00:00Z', NOW)).toBe(0)
    expect(secondsLeft(state, null, NOW)).toBeUndefined()
  })

  it('knows which picture is whose', () => {
    expect(
      picturesOf([
        { slot: 0, member: 'booth', role: 'TERMINAL', source: 'microphone' },
        { slot: 3, member: 'booth', role: 'TERMINAL', source: 'camera' },
        { slot: 4, member: 'booth', role: 'TERMINAL', source: 'document' },
        { slot: 5, member: 'clerk', role: 'CLERK', source: 'camera' }
      ])
    ).toEqual({ resident: 3, document: 4, colleague: 5 })
  })

  it('follows the invited clerk', () => {
    expect(inviteState(meeting()).kind).toBe('none')
    expect(inviteState(meeting({ participants: [participant('x', 'CLERK', 'invited')] })).kind).toBe('invited')
  })
})
