/** How loud what is received is, by the levels that senders put into its packets (RFC 6464). */
export class HeardLevels {
  private seen: number[] = []

  /** A level from 0 to 1 for each; 0 where nothing came since the last look. */
  look(transceivers: readonly Pick<RTCRtpTransceiver, 'receiver'>[] = []): number[] {
    const sources = transceivers.map(({ receiver }) => receiver.getSynchronizationSources().at(0))
    const levels = sources.map((source, index) =>
      source === undefined || source.timestamp === this.seen[index] ? 0 : (source.audioLevel ?? 0)
    )
    this.seen = sources.map((source) => source?.timestamp ?? 0)
    return levels
  }
}
