/** Powers of two in the field that QR codes calculate in (polynomial 0x11d), and where each value stands among them. */
const POWERS: readonly number[] = powers();
const LOGS: ReadonlyMap<number, number> = new Map(POWERS.slice(0, 255).map((value, at) => [value, at]));

function powers(): number[] {
  const all = [1];
  for (let value = 2; all.length < 510; value = value > 127 ? (value * 2) ^ 0x11d : value * 2) all.push(value);
  return all;
}

function times(left: number, right: number): number {
  const [one, other] = [LOGS.get(left), LOGS.get(right)];
  return one === undefined || other === undefined ? 0 : (POWERS[one + other] ?? 0);
}

/** The code words by which readers correct what they misread: Reed and Solomon's, `count` of them for these data words. */
export function errorWords(data: readonly number[], count: number): number[] {
  const generator = generatorOf(count);
  const rest = [...data, ...Array.from({ length: count }, () => 0)];
  for (let at = 0; at < data.length; at++) {
    const lead = rest[at] ?? 0;
    for (const [index, factor] of generator.entries()) {
      const place = at + index;
      rest[place] = (rest[place] ?? 0) ^ times(factor, lead);
    }
  }
  return rest.slice(data.length);
}

/** The product of (x + 2^n) for n below `count`; the factor of the highest power comes first. */
function generatorOf(count: number): number[] {
  let product = [1];
  for (let power = 0; power < count; power++) {
    const root = POWERS[power] ?? 0;
    const raised = [...product, 0];
    const scaled = [0, ...product.map((factor) => times(factor, root))];
    product = raised.map((factor, at) => factor ^ (scaled[at] ?? 0));
  }
  return product;
}
