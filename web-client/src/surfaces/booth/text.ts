import { translator } from '@/i18n'
import commonEn from '@/i18n/en/common'
import boothEn from '@/i18n/en/booth'
import boothZh from '@/i18n/zh-CN/booth'
import commonZh from '@/i18n/zh-CN/common'

export const t = translator({ ...commonZh, ...boothZh }, { ...commonEn, ...boothEn })
