export const squareJa = { name: '町の広場' };
