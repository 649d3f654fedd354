"""Material clean-up 材料清理: what is asked for without need, the ledger of it, and what people decided."""
