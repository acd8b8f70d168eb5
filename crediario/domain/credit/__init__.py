"""The credit decision: policy, position, signal, levers, analysis, score and limit."""
