import {rowRules, type Kind, type Predicate, type Scope} from '@hubkit/model';
import {belongsToReview} from './columns.ts';

/** A piece of SQL with what is bound to its question marks, in order. */
export interface Sql {
  sql: string;
  params: (string | number | null)[];
}

const DAY = 86_400_000;
const literal = (sql: string): Sql => ({sql, params: []});
const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
const isIn = (sql: string, values: readonly string[]): Sql =>
  values.length ? {sql: `${sql} IN (${marks(values)})`, params: [...values]} : literal('0');

function joined(parts: readonly Sql[], word: 'AND' | 'OR'): Sql {
  if (parts.length === 0) return literal(word === 'AND' ? '1' : '0');
  return {
    sql: `(${parts.map(({sql}) => sql).join(` ${word} `)})`,
    params: parts.flatMap(({params}) => params),
  };
}

/**
 * One rule as a condition over `t`, the row, `r`, its review, and `a`, the reader's own access to it.
 *
 * Only names that the model declares reach the text; every value is bound.
 */
function condition(rule: Predicate, scope: Scope): Sql {
  if ('all' in rule)
    return joined(
      rule.all.map((each) => condition(each, scope)),
      'AND',
    );
  if ('any' in rule)
    return joined(
      rule.any.map((each) => condition(each, scope)),
      'OR',
    );
  if ('everyone' in rule) return literal('1');
  if ('mine' in rule) return {sql: `t."${rule.mine}" = ?`, params: [scope.member]};
  if ('role' in rule) {
    return {sql: `? IN (${marks(rule.role)})`, params: [scope.role, ...rule.role]};
  }
  if ('capability' in rule) {
    const holds = isIn('a."capability"', rule.capability);
    return rule.declared ? joined([holds, literal('a."declared" = 1')], 'AND') : holds;
  }
  if ('column' in rule) {
    if ('in' in rule) return isIn(`t."${rule.column}"`, rule.in);
    const not = {sql: `t."${rule.column}" NOT IN (${marks(rule.notIn)})`, params: [...rule.notIn]};
    return joined([literal(`t."${rule.column}" IS NULL`), not], 'OR');
  }
  if ('reviewPhase' in rule) return isIn('r."phase"', rule.reviewPhase);
  if ('reviewSelf' in rule) return isIn('r."selfReview"', rule.reviewSelf);
  if ('reviewFocus' in rule) {
    return literal(
      `EXISTS (SELECT 1 FROM json_each(r."body", '$.focus') f WHERE f.value = t."${rule.reviewFocus}")`,
    );
  }
  const earliest = new Date(Date.parse(scope.at) - rule.withinDaysOfPublication * DAY);
  return {
    sql: '(r."id" IS NOT NULL AND (r."publishedAt" IS NULL OR r."publishedAt" >= ?))',
    params: [earliest.toISOString()],
  };
}

/** The reader's own access to the review that `review` names, if it has not ended. */
export function ownAccess(review: string, scope: Scope): Sql {
  return {
    sql:
      `LEFT JOIN "access" a ON a."space" = t."space" AND a."id" = ${review} || '/' || ?` +
      ' AND (a."until" IS NULL OR a."until" > ?)',
    params: [scope.member, scope.at],
  };
}

/** `FROM` and `WHERE` that leave the rows of a kind which this reader may see. */
export function visibleRows(kind: Kind, scope: Scope): {from: Sql; where: Sql} {
  const where = condition(rowRules[kind], scope);
  if (!belongsToReview(kind)) return {from: literal(`"${kind}" t`), where};
  const review = kind === 'review' ? 't."id"' : 't."review"';
  const access = ownAccess(review, scope);
  return {
    from: {
      sql: `"${kind}" t LEFT JOIN "review" r ON r."space" = t."space" AND r."id" = ${review} ${access.sql}`,
      params: access.params,
    },
    where,
  };
}
