export default {
  brand: '驿站 · 视频办'
}
