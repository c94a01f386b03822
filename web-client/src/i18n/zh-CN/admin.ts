export default {
  'approve.title': '批准驿站终端',
  'approve.lead': '终端第一次打开时屏幕上显示一个代码。请在终端旁核对，再在这里输入；下一页会再次请您登录确认。',
  'approve.code': '终端屏幕上的代码',
  'approve.wrong': '代码是两组各四个字母，例如 ABCD-EFGH。',
  'approve.go': '下一步：登录并批准',
  'approve.elsewhere': '本系统使用区里的统一身份认证。请在终端屏幕给出的认证页面上输入代码并批准。',
  'approve.step.1': '在终端上输入终端编号，屏幕显示代码',
  'approve.step.2': '在这里输入同一个代码',
  'approve.step.3': '用管理员账号登录，核对后批准'
}
