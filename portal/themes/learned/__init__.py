"""A model that learns from what people here confirmed. Training needs scikit-learn and is done apart; using a
model needs numpy only. Nothing of it is loaded before it is wanted."""
