let context: AudioContext | undefined

function tone(at: number, frequency: number, seconds: number, loud = 0.25) {
  if (context === undefined) return
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.type = 'sine'
  oscillator.frequency.value = frequency
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(loud, at + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.001, at + seconds)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(at)
  oscillator.stop(at + seconds)
}

/** Two soft notes, high then low: the door bell that everybody knows. */
export async function chime(): Promise<void> {
  context ??= new AudioContext()
  await context.resume()
  const now = context.currentTime + 0.03
  tone(now, 784, 0.7)
  tone(now + 0.38, 622, 1.1)
}

/** The chime again and again until the returned function is called. */
export function ring(): () => void {
  void chime()
  const timer = setInterval(() => void chime(), 2_600)
  return () => clearInterval(timer)
}
