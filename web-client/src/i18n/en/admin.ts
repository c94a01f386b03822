export default {
  'approve.title': 'Approve a terminal',
  'approve.lead':
    'A terminal that is opened for the first time shows a code. Compare it at the terminal, then enter it here; the next page asks you to sign in once more.',
  'approve.code': 'The code that the terminal shows',
  'approve.wrong': 'A code is two groups of four letters, such as ABCD-EFGH.',
  'approve.go': 'Next: sign in and approve',
  'approve.elsewhere':
    'This system uses the identity provider of the district. Enter the code and approve it on the page that the terminal names.',
  'approve.step.1': 'Enter the name of the terminal at the terminal: it shows a code',
  'approve.step.2': 'Enter the same code here',
  'approve.step.3': 'Sign in as administrator, compare and approve',
  pages: 'Pages',
  'group.stations': 'Stations',
  'group.people': 'People and time',
  'group.matters': 'Items and processes',
  'group.open': 'Interfaces',
  'page.terminals': 'Terminals',
  'page.stations': 'Organisation',
  'page.people': 'People',
  'page.postings': 'Secondments',
  'page.duty': 'Duty roster',
  'page.calendar': 'Calendar',
  'page.import': 'CSV import',
  'page.catalogue': 'Catalogue',
  'page.releases': 'Releases',
  'page.processes': 'Processes',
  'page.webhooks': 'Webhooks'
}
