import type { EChartsCoreOption } from 'echarts/core'

/** Colours of the workplaces, apart from each other also without colour sight; the second is drawn with a pattern. */
const FIRST = '#0f5e57'
const SECOND = '#e0a63a'
const INK = '#43524e'
const LINE = '#d5dcd9'
const BAD = '#b0361f'

const frame = {
  aria: { enabled: true, decal: { show: true } },
  textStyle: { color: INK },
  animation: false,
  grid: { left: 4, right: 20, top: 34, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  legend: { top: 0, left: 0, itemGap: 28, itemWidth: 14, itemHeight: 10, textStyle: { color: INK } },
  tooltip: { trigger: 'axis', confine: true }
} as const

const values = { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: LINE } } } as const
const plainAxis = { axisTick: { show: false }, axisLine: { lineStyle: { color: LINE } }, axisLabel: { color: INK } }

export interface Series {
  readonly name: string
  readonly values: readonly number[]
}

export function lineChart(labels: readonly string[], series: readonly Series[]): EChartsCoreOption {
  return {
    ...frame,
    xAxis: { type: 'category', data: [...labels], boundaryGap: false, ...plainAxis },
    yAxis: values,
    series: series.map((it, index) => ({
      type: 'line',
      name: it.name,
      data: [...it.values],
      symbol: index === 0 ? 'circle' : 'rect',
      symbolSize: 5,
      showSymbol: labels.length <= 62,
      lineStyle: { width: 2, type: index === 0 ? 'solid' : 'dashed' },
      itemStyle: { color: index === 0 ? FIRST : SECOND }
    }))
  }
}

/** Bars that lie, the first at the top: names are long. */
export function barChart(labels: readonly string[], series: readonly Series[], whole = true): EChartsCoreOption {
  return {
    ...frame,
    ...(series.length === 1 ? { legend: { show: false }, grid: { ...frame.grid, top: 4 } } : {}),
    aria: { enabled: true, decal: { show: series.length > 1 } },
    xAxis: { ...values, minInterval: whole ? 1 : 0 },
    yAxis: {
      type: 'category',
      data: [...labels],
      inverse: true,
      ...plainAxis,
      axisLabel: { color: INK, width: 168, overflow: 'break' }
    },
    series: series.map((it, index) => ({
      type: 'bar',
      name: it.name,
      data: [...it.values],
      barMaxWidth: 18,
      itemStyle: { color: index === 0 ? FIRST : SECOND, borderRadius: [0, 3, 3, 0] },
      label: { show: true, position: 'right', color: INK }
    }))
  }
}

/** Ratings from very content to not at all; the two bad ones stand out. */
export function ratingChart(labels: readonly string[], counts: readonly number[]): EChartsCoreOption {
  const GOOD = 3
  return {
    ...barChart(labels, []),
    series: [
      {
        type: 'bar',
        data: counts.map((value, index) => ({ value, itemStyle: { color: index < GOOD ? FIRST : BAD } })),
        barMaxWidth: 18,
        itemStyle: { borderRadius: [0, 3, 3, 0] },
        label: { show: true, position: 'right', color: INK }
      }
    ],
    legend: { show: false },
    grid: { ...frame.grid, top: 4 }
  }
}
