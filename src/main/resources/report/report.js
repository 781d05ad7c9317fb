(function () {
  'use strict';
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var still = window.matchMedia('(prefers-reduced-motion: reduce)');
  // Okabe and Ito's palette, told apart with any colour vision; symbols and dashes tell lines apart without colour.
  var colours = {
    light: ['#0072b2', '#b34700', '#00704e', '#8b3a78', '#7a6000', '#333333'],
    dark: ['#56b4e9', '#ff9e4a', '#33c99a', '#e29acb', '#f0e442', '#d5d5d5']
  };
  var symbols = ['circle', 'rect', 'triangle', 'diamond', 'path://M0,0L10,0L5,9Z', 'path://M4,0L6,0L6,4L10,4L10,6L6,6L6,10L4,10L4,6L0,6L0,4L4,4Z'];
  var dashes = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [2, 2], [12, 4]];
  var charts = [];

  function band(name, id, lower, upper, colour, opacity, edge) {
    var invisible = {
      type: 'line', stack: id, symbol: 'none', silent: true, lineStyle: { opacity: edge, color: colour, width: 1 }, tooltip: { show: false }
    };
    var width = upper.map(function (top, at) { return top === '-' || lower[at] === '-' ? '-' : top - lower[at]; });
    return [
      Object.assign({}, invisible, { name: name, data: lower.map(function (v, at) { return width[at] === '-' ? '-' : v; }) }),
      Object.assign({}, invisible, { name: name, data: width, areaStyle: { color: colour, opacity: opacity } })
    ];
  }

  // Bounds where a count is withheld, or beside one: elsewhere the line itself says it all. Edges keep narrow bands visible.
  function bounds(one, at, colour) {
    function open(year) {
      return year >= 0 && year < one.values.length && one.values[year] === '-';
    }
    function ends(values) {
      return values.map(function (value, year) { return open(year - 1) || open(year) || open(year + 1) ? value : '-'; });
    }
    return band(one.name, 'bounds' + at, ends(one.lower), ends(one.upper), colour, 0.3, 0.7);
  }

  // A band has no area over a single period: its ends are joined by an upright line.
  function upright(data, one, colour) {
    if (data.x.length !== 1) {
      return [];
    }
    return [[one.low, one.high, 1], [one.lower, one.upper, 5]].filter(function (ends) {
      return ends[0] && ends[0][0] !== '-' && ends[1][0] !== '-' && ends[0][0] !== ends[1][0];
    }).map(function (ends) {
      var style = { lineStyle: { color: colour, width: ends[2], type: 'solid' }, label: { show: false } };
      return [Object.assign({ coord: [data.x[0], ends[0][0]] }, style), { coord: [data.x[0], ends[1][0]] }];
    });
  }

  function option(data, mode, printed) {
    var palette = colours[mode];
    var ink = mode === 'dark' ? '#e8eaed' : '#1b1f24';
    var line = mode === 'dark' ? '#48525d' : '#c5ccd4';
    var axis = { axisLabel: { color: ink }, nameTextStyle: { color: ink, align: 'left' }, axisLine: { lineStyle: { color: ink } }, splitLine: { lineStyle: { color: line } } };
    var common = {
      // Paper shows the first frame only.
      animation: !printed && !still.matches,
      color: palette,
      textStyle: { fontFamily: 'system-ui, sans-serif' },
      aria: { enabled: false },
      grid: { left: 8, right: 20, top: 64, bottom: 8, containLabel: true }
    };
    if (data.kind === 'bars') {
      return Object.assign(common, {
        grid: { left: 8, right: 48, top: 24, bottom: 8, containLabel: true },
        xAxis: Object.assign({ type: 'value', min: 0, max: 100, name: '' }, axis),
        yAxis: Object.assign({ type: 'category', data: data.x, inverse: true }, axis, { axisLabel: { color: ink, width: window.innerWidth < 600 ? 110 : 160, lineHeight: 13, overflow: 'break' } }),
        series: [{ type: 'bar', data: data.values, barMaxWidth: 22, label: { show: true, position: 'right', color: ink, formatter: '{c} %' } }]
      });
    }
    var series = [];
    data.lines.forEach(function (one, at) {
      var colour = palette[at % palette.length];
      if (one.low) {
        series = series.concat(band(one.name, 'chance' + at, one.low, one.high, colour, 0.15, 0));
      }
      series = series.concat(bounds(one, at, colour));
      series.push({
        type: 'line', name: one.name, data: one.values, connectNulls: false, symbol: symbols[at % symbols.length], symbolSize: 8,
        itemStyle: { color: colour }, lineStyle: { color: colour, width: 2, type: dashes[at % dashes.length] },
        markLine: {
          silent: true, symbol: 'none', label: { color: ink, formatter: '{b}', position: 'insideEndTop' }, lineStyle: { color: ink, type: 'dashed' },
          data: upright(data, one, colour).concat(at > 0 ? [] : (data.kind === 'ratio' ? [{ yAxis: 1, name: 'no difference' }] : []).concat(
            (data.breaks || []).map(function (one) { return { xAxis: one.x, name: one.label, label: { rotate: 90, position: 'insideStartTop', fontSize: 11 } }; })))
        }
      });
    });
    if (data.lines.length < 2) {
      common.grid.top = 40;
    }
    return Object.assign(common, {
      legend: { show: data.lines.length > 1, type: 'scroll', top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: ink }, pageTextStyle: { color: ink }, data: data.lines.map(function (one, at) { return { name: one.name, icon: symbols[at % symbols.length] }; }) },
      tooltip: { trigger: 'item', confine: true },
      xAxis: Object.assign({ type: 'category', data: data.x, boundaryGap: data.x.length < 2 }, axis),
      yAxis: Object.assign({ type: 'value', name: data.y, nameGap: 12 }, axis),
      series: series
    });
  }

  function draw(mode, printed) {
    charts.forEach(function (entry) { entry.chart.setOption(option(entry.data, mode, printed), true); });
  }

  document.querySelectorAll('script.chart-data').forEach(function (source) {
    var place = document.getElementById(source.dataset.for);
    var data = JSON.parse(source.textContent);
    if (data.kind === 'bars') {
      place.style.height = (4 + 1.9 * data.x.length) + 'rem';
    }
    charts.push({ chart: echarts.init(place, null, { renderer: 'svg' }), data: data });
  });
  function current() { return dark.matches ? 'dark' : 'light'; }
  draw(current());
  dark.addEventListener('change', function () { draw(current()); });
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('details').forEach(function (one) { one.dataset.was = one.open; one.open = true; });
    draw('light', true);
  });
  window.addEventListener('afterprint', function () {
    document.querySelectorAll('details').forEach(function (one) { one.open = one.dataset.was === 'true'; });
    draw(current());
  });
  new ResizeObserver(function () { charts.forEach(function (entry) { entry.chart.resize(); }); }).observe(document.body);
}());
