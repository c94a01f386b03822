/** How loud a microphone is, 0 to 1, about 15 times a second until {@link stop}. Nothing of the sound is kept. */
export class LevelMeter {
  private readonly context = new AudioContext()
  private readonly timer: ReturnType<typeof setInterval>

  constructor(track: MediaStreamTrack, listener: (level: number) => void) {
    const analyser = this.context.createAnalyser()
    analyser.fftSize = 1024
    this.context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    void this.context.resume()
    this.timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      listener(loudness(samples))
    }, 66)
  }

  stop(): void {
    clearInterval(this.timer)
    void this.context.close()
  }
}

/** Root mean square on a scale from −60 dB (0) to −10 dB (1), where speech at a booth lies. */
export function loudness(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  if (sum === 0) return 0
  const decibels = 10 * Math.log10(sum / samples.length)
  return Math.min(1, Math.max(0, (decibels + 60) / 50))
}
