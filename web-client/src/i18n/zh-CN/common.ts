export default {
  'action.back': '返回',
  'action.next': '下一步',
  'action.cancel': '取消',
  'action.close': '关闭',
  'action.retry': '再试一次',
  'action.yes': '是',
  'action.no': '否',
  'demo.notice': '演示系统：内置演示账号，仅限本机试用，请勿输入真实个人信息。',
  'language.other': 'English',
  'rating.5': '非常满意',
  'rating.4': '满意',
  'rating.3': '基本满意',
  'rating.2': '不满意',
  'rating.1': '非常不满意'
}
