export { default as SignaturePad } from './SignaturePad.vue'
export * from './strokes'
