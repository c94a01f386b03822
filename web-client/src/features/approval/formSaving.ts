import { draftOf, edit, isDirty, rebase, saved, settle, toSave, type FormDraft } from './formDraft'
import type { FormValues } from './model'

/** What the server answers to a save, or when asked for the newest form. */
export interface ServerForm {
  version: number
  form: FormValues
}

export type SavePhase = 'clean' | 'typing' | 'saving' | 'saved' | 'failed'

export interface FormPort {
  save(version: number, form: FormValues): Promise<ServerForm>
  load(): Promise<ServerForm>
  /** Whether a failure says that another version is there by now. */
  isStale(failure: unknown): boolean
}

export interface FormState {
  draft: FormDraft
  phase: SavePhase
  failure: unknown
}

/** How long the officer must pause before a save: short enough that the resident sees the form follow. */
export const TYPING_PAUSE_MS = 600
/** A stale save is merged and sent again this often before the officer hears of it. */
const MAX_REBASES = 4

/** Saves a form by itself: one save at a time, newest values last, stale versions merged. Knows no Vue. */
export class FormSaving {
  private state: FormState
  private timer: ReturnType<typeof setTimeout> | undefined
  private running: Promise<void> | undefined
  /** Came while a save was on its way; looked at after it. */
  private arrived: ServerForm | undefined
  private closed = false

  constructor(
    private readonly port: FormPort,
    server: ServerForm,
    private readonly changed: (state: FormState) => void,
    private readonly pauseMs = TYPING_PAUSE_MS
  ) {
    this.state = { draft: draftOf(server.version, server.form), phase: 'clean', failure: undefined }
  }

  get current(): FormState {
    return this.state
  }

  type(field: string, value: unknown): void {
    this.become({ draft: edit(this.state.draft, field, value), phase: 'typing' })
    this.saveSoon()
  }

  settle(field: string, keep: 'mine' | 'theirs'): void {
    this.become({ draft: settle(this.state.draft, field, keep), phase: 'typing' })
    this.saveSoon()
  }

  /** A newer case arrived by another way (an event, a decision). */
  accept(server: ServerForm): void {
    if (this.running) this.arrived = server
    else this.become({ draft: rebase(this.state.draft, server.version, server.form) })
  }

  /** Saves now and waits until nothing is left to save; a decision calls this first. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer)
    this.running ??= this.saveAll().finally(() => this.finished())
    await this.running
    return this.state.phase !== 'failed' && Object.keys(this.state.draft.conflicts).length === 0
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
  }

  private saveSoon(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), this.pauseMs)
  }

  private finished(): void {
    this.running = undefined
    const { arrived } = this
    this.arrived = undefined
    if (arrived) this.accept(arrived)
  }

  private async saveAll(): Promise<void> {
    let rebases = 0
    while (!this.closed && isDirty(this.state.draft)) {
      const sent = toSave(this.state.draft)
      this.become({ phase: 'saving', failure: undefined })
      try {
        const answer = await this.port.save(this.state.draft.version, sent)
        this.become({ draft: saved(this.state.draft, sent, answer.version, answer.form) })
      } catch (failure) {
        if (!this.port.isStale(failure) || ++rebases > MAX_REBASES) {
          this.become({ phase: 'failed', failure })
          return
        }
        if (!(await this.reload())) return
      }
    }
    if (this.state.phase !== 'clean') this.become({ phase: 'saved', failure: undefined })
  }

  private async reload(): Promise<boolean> {
    try {
      const newest = await this.port.load()
      this.become({ draft: rebase(this.state.draft, newest.version, newest.form) })
      return true
    } catch (failure) {
      this.become({ phase: 'failed', failure })
      return false
    }
  }

  private become(change: Partial<FormState>): void {
    if (this.closed) return
    this.state = { ...this.state, ...change }
    this.changed(this.state)
  }
}
