import type { BrowserContext } from '@playwright/test'

/**
 * Replaces a page's camera and microphone by a clapper: every second the picture turns white for 200 ms and, at the same
 * moment, a tone of 1 kHz begins. Chromium's own file devices start picture and sound independently of each other, so they
 * cannot tell anything about lips and voice.
 */
export async function clapper(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const LENGTH = 0.2
    const open = (): MediaStream => {
      const canvas = document.createElement('canvas')
      canvas.width = 640
      canvas.height = 360
      const paper = canvas.getContext('2d')!
      const audio = new AudioContext()
      const tone = audio.createOscillator()
      tone.frequency.value = 1000
      const gain = audio.createGain()
      gain.gain.value = 0
      const out = audio.createMediaStreamDestination()
      tone.connect(gain).connect(out)
      tone.start()
      void audio.resume()
      let scheduled = 0
      setInterval(() => {
        const now = audio.currentTime
        const next = Math.floor(now) + 1
        if (next > scheduled) {
          scheduled = next
          gain.gain.setValueAtTime(0.5, next)
          gain.gain.setValueAtTime(0, next + LENGTH)
        }
        const phase = now % 1
        paper.fillStyle = now >= 1 && phase < LENGTH ? '#fff' : '#000'
        paper.fillRect(0, 0, canvas.width, canvas.height)
        // A corner that never rests keeps the encoder sending frames.
        paper.fillStyle = `hsl(${(now * 360) % 360} 100% 30%)`
        paper.fillRect(0, 0, 40, 40)
      }, 8)
      return new MediaStream([...canvas.captureStream(30).getTracks(), ...out.stream.getTracks()])
    }
    navigator.mediaDevices.getUserMedia = (wish) => {
      const all = open()
      const wanted = all.getTracks().filter((track) => Boolean(track.kind === 'audio' ? wish?.audio : wish?.video))
      all
        .getTracks()
        .filter((track) => !wanted.includes(track))
        .forEach((track) => track.stop())
      return Promise.resolve(new MediaStream(wanted))
    }
  })
}
