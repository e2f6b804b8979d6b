/** What an office reads as the answer to what it said about a referral. */
export const askOutcomeWords = (code: string) => `${code} 怎么办结的?写一句,居民会看到。`;
export const askBounceReasonWords = (code: string) => `${code} 为什么退回?写一句,社工站好接着办。`;
export const completedWords = (code: string) => `${code} 办结了,已告诉居民和社工站。谢谢您。`;
export const bouncedWords = (code: string) => `${code} 退回社工站了,他们接着办。谢谢您。`;
export const receiverHelpWords = (code: string) => `${code} 办好了回「办结 ${code} 结果」,不归您办回「退回 ${code} 原因」。`;
