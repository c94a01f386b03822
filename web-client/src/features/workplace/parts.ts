import {
  ElConfigProvider as ConfigProvider,
  ElDatePicker as DatePicker,
  ElOption as Option,
  ElRadioGroup as RadioGroup,
  ElSelect as Select
} from 'element-plus'
import type { DefineComponent } from 'vue'

// Element Plus declares the props of these parts by their runtime definitions, which vue-tsc under TypeScript 6 takes for the
// props themselves. They are used as parts with any props until its typings say what it means.
type AnyProps = DefineComponent<Record<string, unknown>>

export const ElConfigProvider = ConfigProvider as unknown as AnyProps
export const ElDatePicker = DatePicker as unknown as AnyProps
export const ElOption = Option as unknown as AnyProps
export const ElRadioGroup = RadioGroup as unknown as AnyProps
export const ElSelect = Select as unknown as AnyProps
