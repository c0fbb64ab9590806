import type { PaperKind } from '../../../src/core/papers/paper-kinds.ts';
import { SERIES_OF } from '../../../src/core/papers/paper-kinds.ts';
import type { NoticeRow } from '../../../src/core/papers/paper-model.ts';

/** 22 November 2026, 14:00 in Beijing. */
export const ISSUED_AT = Date.UTC(2026, 10, 22, 6, 0);
const HOUR = 3_600_000;

/** A paper of each kind as the server keeps it, signed for. */
export function noticeRow(kind: PaperKind): NoticeRow {
  const details = {
    order_from_above: {
      above: {
        level: 'province' as const,
        from: '省攻坚办',
        theirNo: '豫环攻坚办〔2026〕7号',
        receivedAt: ISSUED_AT - HOUR,
        answerDueAt: ISSUED_AT + 48 * HOUR,
      },
    },
    exposure: { exposure: { medium: '市电视台', publishedAt: ISSUED_AT, link: 'https://example.com/1' } },
    interview: {
      interview: {
        who: '项目经理',
        at: ISSUED_AT,
        reason: '逾期未整改',
        minutes: '第一点\n第二点',
        commitment: '三日内完成',
        followUpAt: ISSUED_AT + 72 * HOUR,
      },
    },
  };
  return {
    kind,
    state: 'received',
    no: `${SERIES_OF[kind]}-410108-2026-0005`,
    facts: {
      issuer: '惠济区攻坚办',
      mark: kind === 'rectification' ? '惠环整改' : '',
      addressee: '某工地项目部',
      coUnits: ['古荥镇'],
      source: 'GD-017',
      sourceKind: 'site',
      town: '新城街道',
      points: [
        {
          no: 'WT-410108-20261122-0001',
          category: 'dust.bare_soil',
          severity: 1,
          foundAt: ISSUED_AT,
          lng: 113.6,
          lat: 34.81,
          note: '东侧',
          deadlineAt: 0,
        },
      ],
      items: ['裸露黄土全部覆盖'],
      basis: ['《中华人民共和国大气污染防治法》第六十九条'],
      deadlineAt: ISSUED_AT + 24 * HOUR,
      note: '请当日反馈',
      by: '督导员二组',
      at: ISSUED_AT,
      ...(kind in details ? details[kind as keyof typeof details] : {}),
    },
    receipt: {
      result: 'signed',
      signedBy: '王某',
      office: '项目经理',
      signedAt: ISSUED_AT + HOUR,
      witness: '',
      note: '',
      by: 'x',
      at: ISSUED_AT,
      photos: [],
    },
    voided: null,
  };
}
