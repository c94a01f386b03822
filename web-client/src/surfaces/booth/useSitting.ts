import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { ApiProblem, type Case, type CatalogueItem, cases, type Community, http } from '@/api'
import { CaptureError, takeStill } from '@/features/capture'
import { type Line, note, wallClock } from '@/features/consultation'
import { ageOn, checkIdNumber } from '@/features/identity'
import type { Happened } from '@/protocol'
import { RequestDropped, SignalRefusal } from '@/rtc'
import { type Question, questionAfter, type Screen, screenBefore, screenOf } from './flow'
import { storeSitting, storedSitting } from './stored'
import type { Devices } from './useDevices'

/** From this age on a resident is called earlier. */
const ELDER_AGE = 65
/** After `welcome` the page's situation follows at once; a sitting that is not in it is over. */
const SITUATION_WITHIN_MS = 2_500

/** Something that did not work, in both languages, and what to do about it. */
export interface Failure {
  readonly zh: string
  readonly en: string
  readonly retry: (() => void) | null
}

export type CaptureNotice = { readonly code: string; readonly state: 'taking' | 'done' | 'failed' }

const fresh = () => ({
  item: '',
  idNumber: '',
  name: '',
  nameKnown: false,
  community: '',
  elder: false,
  recording: false
})

/** One resident's sitting, from the first touch to the wipe. Everything about the person is in here and goes with it. */
export function useSitting(line: Line, devices: Devices) {
  const screen = shallowRef<Screen>('start')
  const answers = ref(fresh())
  const items = shallowRef<readonly CatalogueItem[]>([])
  const communities = shallowRef<readonly Community[]>([])
  const caseFile = shallowRef<Case | null>(null)
  const caseId = shallowRef<string | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const busy = shallowRef(false)
  const capture = shallowRef<CaptureNotice | null>(null)
  const idRefused = shallowRef(false)
  let openKey = crypto.randomUUID()
  let rateKey = crypto.randomUUID()
  /** Grows with every wipe, so that an answer to the last resident's question is not shown to this one. */
  let sitting = 0

  const item = computed(() => items.value.find(({ code }) => code === answers.value.item) ?? null)

  function show(next: Screen) {
    if (screen.value === next) return
    screen.value = next
    note({ screen: next })
  }

  /** Runs something that may be refused; says why, and offers it again. */
  async function attempt(work: () => Promise<void>, again = true): Promise<void> {
    const mine = sitting
    busy.value = true
    failure.value = null
    try {
      await work()
    } catch (error) {
      if (mine !== sitting || error instanceof RequestDropped) return
      const known = error instanceof ApiProblem || error instanceof SignalRefusal
      failure.value = {
        zh: known ? error.zh : '出了点问题，请再试一次。',
        en: known ? error.en : 'Something went wrong. Please try again.',
        retry: again ? () => void attempt(work) : null
      }
    } finally {
      if (mine === sitting) busy.value = false
    }
  }

  async function loadCatalogue(): Promise<void> {
    if (items.value.length === 0) items.value = await cases.items()
    if (communities.value.length === 0) communities.value = await cases.communities()
  }

  function begin(elder: boolean) {
    answers.value.elder = elder
    show('item')
    void attempt(loadCatalogue)
  }

  function choose(code: string) {
    answers.value.item = code
    show('id-number')
  }

  function readCard(card: { readonly idNumber: string; readonly name: string }) {
    Object.assign(answers.value, { idNumber: card.idNumber, name: card.name, nameKnown: true })
    idRefused.value = false
  }

  function typeId(idNumber: string) {
    if (answers.value.nameKnown) Object.assign(answers.value, { name: '', nameKnown: false })
    answers.value.idNumber = idNumber
    idRefused.value = false
  }

  function forward(from: Question) {
    const next = questionAfter(from, answers.value)
    if (next !== null) show(next)
  }

  function back() {
    const before = screenBefore(screen.value, answers.value)
    if (before === 'start') wipe()
    else if (before !== null) show(before)
  }

  function consent(recording: boolean) {
    answers.value.recording = recording
    void attempt(openCase)
  }

  async function openCase(): Promise<void> {
    const mine = sitting
    const { item: code, name, idNumber, community } = answers.value
    try {
      const opened =
        caseFile.value ??
        (await cases.open(
          { item: code, resident: { name: name.trim(), idNumber }, community, channel: 'booth' },
          openKey
        ))
      if (mine !== sitting) return
      caseFile.value = opened
      caseId.value = opened.id
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.field !== 'resident.idNumber' || mine !== sitting) throw error
      openKey = crypto.randomUUID()
      idRefused.value = true
      show('id-number')
      return
    }
    await takeTicket()
  }

  async function takeTicket(): Promise<void> {
    const id = caseId.value
    if (id === null) return
    store('wait')
    show('wait')
    line.warmUp()
    const check = checkIdNumber(answers.value.idNumber)
    const old = check.kind === 'right' && ageOn(check.birthDate, new Date().toISOString().slice(0, 10)) >= ELDER_AGE
    await line.socket.request({
      type: 'take-ticket',
      caseId: id,
      recordingConsent: answers.value.recording,
      greenChannel: answers.value.elder || old
    })
  }

  function store(after: 'wait' | 'rating' | 'finish') {
    const id = caseId.value
    if (id === null) return
    const { item: code, elder, recording } = answers.value
    storeSitting({ caseId: id, item: code, elder, recording, after })
  }

  function takeAgain() {
    void attempt(takeTicket)
  }

  /** The resident is here: cameras light up, and the officer learns of it at the same time. */
  function accept() {
    const consultation = line.consultation.value
    if (consultation === null) return
    note({ acceptedAt: wallClock() })
    line.warmUp()
    void devices.openAll()
    void attempt(async () => {
      await line.socket.request({ type: 'accept', consultation: consultation.consultation })
    }, false)
  }

  function end() {
    const consultation = line.consultation.value
    if (consultation === null) return
    void attempt(async () => {
      await line.socket.request({ type: 'end', consultation: consultation.consultation })
    })
  }

  function rate(level: 1 | 2 | 3 | 4 | 5) {
    const id = caseId.value
    if (id === null) return
    const consultation = line.consultation.value?.consultation
    void attempt(async () => {
      await cases.rate(id, { level, ...(consultation === undefined ? {} : { consultation }) }, rateKey)
      finish()
    })
  }

  function finish() {
    store('finish')
    show('finish')
    void refresh()
  }

  /** The case as it is now; a newer question overtakes an older answer. */
  let asked = 0
  async function refresh(): Promise<void> {
    const id = caseId.value
    if (id === null) return
    asked += 1
    const mine = asked
    try {
      const file = await cases.get(id)
      if (mine === asked && caseId.value === id) caseFile.value = file
    } catch (error) {
      // What is shown stays; the next event asks again.
      if (!(error instanceof ApiProblem)) throw error
    }
  }

  async function answerCapture(code: string): Promise<void> {
    const id = caseId.value
    const consultation = line.consultation.value?.consultation
    if (id === null || consultation === undefined) return
    capture.value = { code, state: 'taking' }
    try {
      const still = await takeStill(devices.local.track('document') ?? devices.local.track('camera'))
      await cases.addMaterial(id, code, still, consultation, crypto.randomUUID())
      capture.value = { code, state: 'done' }
    } catch (error) {
      capture.value = { code, state: 'failed' }
      const reason = error instanceof CaptureError ? error.reason : 'upload-failed'
      await line.socket.request({ type: 'capture-failed', consultation, code, reason }).catch(() => undefined)
    }
  }

  function happened(event: Happened) {
    if (caseId.value === null) return
    if (event.kind === 'capture-requested') {
      if (typeof event.data.code === 'string') void answerCapture(event.data.code)
    } else if (/^(case|material|signature)-/.test(event.kind)) {
      void refresh()
    }
  }

  /** The server moves the resident on; this follows. */
  function follow() {
    const id = caseId.value
    if (id === null || screen.value === 'rating' || screen.value === 'finish') return
    const ticket = line.ticket.value
    const consultation = line.consultation.value
    const mine = consultation?.brief === null || consultation?.brief.caseId === id ? consultation : null
    const next = screenOf(ticket?.caseId === id ? ticket : null, mine, line.member)
    if (next === null || next === screen.value) return
    if (next === 'meeting') {
      line.warmUp()
      void devices.openAll()
      void refresh()
    } else {
      devices.stop()
      if (next === 'rating') {
        store('rating')
        line.coolDown()
      } else {
        line.warmUp()
      }
    }
    show(next)
  }

  /** Everything about the resident goes, here and at the server, and the start screen comes back. */
  function wipe() {
    sayGoodbye()
    sitting += 1
    answers.value = fresh()
    caseFile.value = null
    caseId.value = null
    failure.value = null
    capture.value = null
    idRefused.value = false
    busy.value = false
    openKey = crypto.randomUUID()
    rateKey = crypto.randomUUID()
    storeSitting(null)
    devices.stop()
    line.forget()
    show('start')
  }

  function sayGoodbye() {
    const id = caseId.value
    if (id === null) return
    const ticket = line.ticket.value
    const consultation = line.consultation.value
    const leave = () => {
      switch (consultation?.state) {
        case 'offered':
        case 'connecting':
          return line.socket.request({ type: 'decline', consultation: consultation.consultation })
        case 'live':
        case 'held':
          return line.socket.request({ type: 'end', consultation: consultation.consultation })
        default:
          return ticket?.state === 'waiting'
            ? line.socket.request({ type: 'leave-queue', ticket: ticket.ticket })
            : Promise.resolve()
      }
    }
    // Nobody is there any more to be told of a failure; the server's own bounds end what this could not.
    leave().catch(() => undefined)
    http.post(`/api/cases/${encodeURIComponent(id)}/sitting/end`).catch(() => undefined)
  }

  /** After a reload: back to where the sitting was, if the server still knows it. */
  function resume() {
    const stored = storedSitting()
    if (stored === null) {
      show('start')
      return
    }
    caseId.value = stored.caseId
    Object.assign(answers.value, { item: stored.item, elder: stored.elder, recording: stored.recording })
    void loadCatalogue().catch(() => undefined)
    void refresh()
    if (stored.after !== 'wait') {
      show(stored.after)
      return
    }
    show('resume')
    const stop = watch(
      line.line,
      (state) => {
        if (state.kind !== 'open') return
        stop()
        setTimeout(() => {
          if (screen.value === 'resume') wipe()
        }, SITUATION_WITHIN_MS)
      },
      { flush: 'sync' }
    )
  }

  watch([line.ticket, line.consultation], follow)
  onScopeDispose(line.onEvent(happened))

  return {
    screen,
    answers,
    item,
    items,
    communities,
    caseFile,
    failure,
    busy,
    capture,
    idRefused,
    begin,
    choose,
    readCard,
    typeId,
    forward,
    back,
    consent,
    takeAgain,
    accept,
    end,
    rate,
    finish,
    refresh,
    wipe,
    resume,
    retryCatalogue: () => void attempt(loadCatalogue)
  }
}

export type Sitting = ReturnType<typeof useSitting>
