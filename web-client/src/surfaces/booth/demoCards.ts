/** ID numbers that standards and laws print as samples, with names that are plainly invented. Shown on trial systems only. */
export const DEMO_CARDS = [
  { name: '演示甲', idNumber: '11010519491231002X' },
  { name: '演示乙', idNumber: '440524188001010014' },
  { name: '演示丙', idNumber: '34052419800101001X' }
] as const
