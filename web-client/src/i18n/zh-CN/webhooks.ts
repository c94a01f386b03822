export default {
  title: '办件通知',
  lead: '办件有变化时，向登记的网址发送签名消息（Standard Webhooks），不含个人信息。',
  url: '通知网址（{station}及下级的办件）',
  add: '登记',
  secret: '签名密钥只显示这一次，请现在保存到接收程序里：',
  copy: '复制',
  kept: '已保存',
  none: '还没有登记通知',
  'none-hint': '登记后，10 秒内没有以 2xx 回应的消息会多次重发。',
  address: '网址',
  for: '范围',
  made: '登记时间',
  program: '程序 {name} 申报的办件',
  station: '{path} 及下级',
  remove: '删除',
  'remove-sure': '确定删除'
}
