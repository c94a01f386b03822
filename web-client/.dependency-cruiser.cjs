/** Who may import whom. The folders and their meaning: README of this directory, ARCHITECTURE.md at the top. */
module.exports = {
  forbidden: [
    {
      name: 'surfaces-stand-alone',
      comment: 'A surface is a page of its own; what two need goes to features/ or ui/.',
      severity: 'error',
      from: { path: '^src/surfaces/([^/]+)/' },
      to: { path: '^src/surfaces/', pathNot: '^src/surfaces/$1/' }
    },
    {
      name: 'features-through-their-door',
      comment: 'A feature is used through its index.ts only.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/features/([^/]+)/' },
      to: { path: '^src/features/[^/]+/', pathNot: '^src/features/[^/]+/index\\.ts$' }
    },
    {
      name: 'features-through-their-door-among-themselves',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/[^/]+/', pathNot: '^src/features/($1/|[^/]+/index\\.ts$)' }
    },
    {
      name: 'nothing-below-knows-surfaces',
      severity: 'error',
      from: { path: '^src/(features|rtc|protocol|api|ui|i18n)/' },
      to: { path: '^src/surfaces/' }
    },
    {
      name: 'rtc-and-protocol-know-no-vue',
      comment: 'Live state is plain TypeScript; components only show it.',
      severity: 'error',
      from: { path: '^src/(rtc|protocol)/' },
      to: { path: 'node_modules/(vue|@vue|pinia|vue-router|@vueuse|@tanstack|element-plus)/' }
    },
    {
      name: 'protocol-stands-alone',
      severity: 'error',
      from: { path: '^src/protocol/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/protocol/' }
    },
    {
      name: 'rtc-uses-only-protocol',
      severity: 'error',
      from: { path: '^src/rtc/' },
      to: { path: '^src/', pathNot: '^src/(rtc|protocol)/' }
    },
    {
      name: 'booth-without-component-library',
      comment: 'Large plain controls of our own, and a small bundle.',
      severity: 'error',
      from: { path: '^src/(surfaces/booth|ui)/' },
      to: { path: 'node_modules/(element-plus|@element-plus|@tanstack)/', reachable: true }
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
    },
    { name: 'no-orphan-resolution', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-development-tools-in-pages',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/vite/' }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.vue', '.js', '.mjs', '.json', '.css'] }
  }
}
