import type zh from '../zh-CN/common'

export default {
  'action.back': 'Back',
  'action.next': 'Next',
  'action.cancel': 'Cancel',
  'action.close': 'Close',
  'action.retry': 'Try again',
  'action.yes': 'Yes',
  'action.no': 'No',
  'demo.notice':
    'Demo system: built-in demo accounts, for trials on this machine only. Do not enter real personal data.',
  'language.other': '中文',
  'rating.5': 'Very satisfied',
  'rating.4': 'Satisfied',
  'rating.3': 'Fairly satisfied',
  'rating.2': 'Dissatisfied',
  'rating.1': 'Very dissatisfied'
} satisfies Record<keyof typeof zh, string>
