export default {
  title: 'Webhooks',
  lead: 'Signed messages (Standard Webhooks) when a case changes, with nothing personal in them.',
  url: 'Address (cases of {station} and below)',
  add: 'Register',
  secret: 'The secret is shown only now; keep it in the program that receives:',
  copy: 'Copy',
  kept: 'I kept it',
  none: 'No webhooks yet',
  'none-hint': 'Whoever does not answer 2xx within ten seconds gets a message again.',
  address: 'Address',
  for: 'For',
  made: 'Made',
  program: 'cases of program {name}',
  station: '{path} and below',
  remove: 'Remove',
  'remove-sure': 'Really remove'
}
